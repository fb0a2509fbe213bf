import { columnWords, type Migration } from './migration.ts';

export const blocking: Migration = {
  name: 'blocking',
  statements(engine) {
    const { text, clustered } = columnWords(engine);
    return [
      // The operator's word, which the owner's status does not touch.
      'alter table codes add column suspended_at bigint',
      `alter table codes add column suspended_reason ${text}`,
      'create index codes_suspended on codes (suspended_at) where suspended_at is not null',
      // Hosts that no code may lead to, each with all below it; as the WHATWG parser writes them.
      `create table blocked_hosts (
        host ${text} primary key, reason ${text} not null, created_at bigint not null
      ) ${clustered}`,
    ];
  },
};
