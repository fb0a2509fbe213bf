import { columnWords, type Migration } from './migration.ts';

export const keyUse: Migration = {
  name: 'key use',
  statements(engine) {
    const { text, clustered } = columnWords(engine);
    return [
      // 1: for reading alone. Keys that exist may write, as they could.
      'alter table api_keys add column read_only integer not null default 0',
      // What was asked with each key; the newest thousand of 30 days.
      `create table key_requests (
        key_id ${text} not null, id ${text} not null, at bigint not null, method ${text} not null,
        path ${text} not null, status integer not null, ms integer not null, user_name ${text},
        primary key (key_id, id)
      ) ${clustered}`,
      'create index key_requests_by_time on key_requests (at)',
      // What a request with an Idempotency-Key has made, and how it was answered; `status` null: still under way.
      `create table idempotent_answers (
        scope ${text} not null, key ${text} not null, request ${text} not null, claim ${text} not null,
        made_at bigint not null, claimed_at bigint not null, object_id ${text}, status integer, headers ${text},
        body ${text}, primary key (scope, key)
      ) ${clustered}`,
      'create index idempotent_answers_by_time on idempotent_answers (made_at)',
    ];
  },
};
