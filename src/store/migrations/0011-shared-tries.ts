import { columnWords, type Migration } from './migration.ts';

export const sharedTries: Migration = {
  name: 'shared_tries',
  statements(engine) {
    if (engine === 'sqlite') return [];
    const { text } = columnWords(engine);
    return [
      // Who has tried too often, on any node, by a seal of the account or address, and when all tries are there again.
      // A crash of the database may forget it: each node still has its own.
      `create unlogged table tries (scope ${text} primary key, full_at bigint not null) with (fillfactor = 70)`,
      'create index tries_by_end on tries (full_at)',
    ];
  },
};
