import type { Migration } from './migration.ts';

export const keyUse: Migration = {
  name: 'key use',
  statements() {
    return [];
  },
};
