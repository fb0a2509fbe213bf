import type { Migration } from './migration.ts';

export const organising: Migration = {
  name: 'organising',
  statements() {
    return [];
  },
};
