import type { Migration } from './migration.ts';

export const blocking: Migration = {
  name: 'blocking',
  statements() {
    return [];
  },
};
