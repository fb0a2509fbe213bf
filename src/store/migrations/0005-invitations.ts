import type { Migration } from './migration.ts';

export const invitations: Migration = {
  name: 'invitations',
  statements() {
    return [];
  },
};
