import { columnWords, type Migration } from './migration.ts';

export const statistics: Migration = {
  name: 'statistics',
  statements(engine) {
    const { clustered } = columnWords(engine);
    // SQLite keeps rows in the order of an `integer primary key`, and of no other type.
    const rowKey = engine === 'postgres' ? 'bigint' : 'integer';
    const blob = engine === 'postgres' ? 'bytea' : 'blob';
    return [
      // `id` is code_num * 4096 + months since January 2025: the packs of a code are one range of the key.
      `create table packs (
        id ${rowKey} primary key, erased_days integer not null, marginals ${blob} not null, hours ${blob} not null,
        detail ${blob} not null
      )`,
      'create table pack_months (month integer primary key, version bigint not null)',
      // One row: how far days are closed and sealed (days since 1970), and who may write packs.
      `create table sealing (
        id integer primary key, closed_day integer not null, sealed_day integer not null,
        target_day integer not null, after_code integer not null, holder text, leased_until bigint not null
      )`,
      'insert into sealing values (1, 0, 0, 0, 0, null, 0)',
      `create table late_hits (
        code_num integer not null, id bigint not null, primary key (code_num, id)
      ) ${clustered}`,
      // The last UTC day (days since 1970) on which an agent was seen; of older hits, as far as days are sealed.
      'alter table ua_dict add column last_day integer not null default 0',
    ];
  },
};
