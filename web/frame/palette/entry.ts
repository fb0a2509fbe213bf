import type { TablerIcon } from '@tabler/icons-react';

/** One line of the palette. */
export interface Entry {
  readonly id: string;
  readonly group: 'places' | 'actions' | 'codes';
  readonly label: string;
  /** Found by it too, and not shown. */
  readonly hidden?: string;
  /** Small, at the end: its section, or a code's slug. */
  readonly detail?: string;
  readonly icon?: TablerIcon;
  /** Path of a code's picture. */
  readonly picture?: string;
  run(): void;
}
