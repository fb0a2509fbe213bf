import type { Migration } from './migration.ts';

export const accounts: Migration = {
  name: 'accounts',
  statements() {
    return [
      'alter table users add column is_operator integer not null default 0',
      'alter table users add column disabled_at bigint',
    ];
  },
};
