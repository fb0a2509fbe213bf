import { type ColumnWords, columnWords, type Engine, type Migration } from './migration.ts';

export const firstTables: Migration = {
  name: 'first tables',
  statements(engine) {
    const words = columnWords(engine);
    return [
      ...people(words),
      ...codes(words),
      ...scans(words, engine),
      ...dictionaries(words),
      ...counts(words),
      ...changes(words),
      ...nodes(words, engine),
    ];
  },
};

function people({ text, serial, clustered }: ColumnWords): string[] {
  return [
    `create table users (
      id ${text} primary key, email ${text} not null unique, name ${text} not null, created_at bigint not null
    )`,
    `create table workspaces (
      num ${serial}, id ${text} not null unique, name ${text} not null, slug ${text} not null unique,
      plan ${text} not null, locked_at bigint, created_at bigint not null
    )`,
    `create table members (
      workspace_id ${text} not null references workspaces (id), user_id ${text} not null references users (id),
      role ${text} not null, created_at bigint not null, primary key (user_id, workspace_id)
    ) ${clustered}`,
    'create index members_by_workspace on members (workspace_id)',
    `create table api_keys (
      id ${text} primary key, hash ${text} not null unique, dialect ${text} not null,
      workspace_id ${text} not null references workspaces (id), user_id ${text} references users (id),
      name ${text} not null, prefix ${text} not null, created_at bigint not null, last_used_at bigint,
      expires_at bigint, revoked_at bigint
    )`,
    'create index api_keys_by_workspace on api_keys (workspace_id)',
  ];
}

// A deleted code stays as a tombstone (deleted_at): its slug is never given out again. `search_text` is the
// lower-case text that searches look in, since the engines fold case differently outside of ASCII.
function codes({ text, serial, clustered }: ColumnWords): string[] {
  return [
    `create table domains (id ${serial}, host ${text} unique)`,
    'insert into domains (id, host) values (1, null)',
    `create table codes (
      num ${serial}, id ${text} not null unique, workspace_id ${text} not null references workspaces (id),
      workspace_num integer not null, domain_id integer not null default 1 references domains (id),
      slug ${text} not null, slug_folded ${text} not null, type ${text} not null, name ${text} not null,
      destination ${text}, href ${text}, content ${text}, status ${text} not null, tags ${text} not null,
      folder_id ${text}, design ${text}, expires_at bigint, created_by ${text}, created_at bigint not null,
      updated_at bigint not null, trashed_at bigint, deleted_at bigint, search_text ${text} not null,
      unique (domain_id, slug_folded)
    )`,
    'create index codes_by_workspace on codes (workspace_id) where deleted_at is null',
    // What the lists show: counted and paged without a look at the rows.
    `create index codes_listed on codes (workspace_id, created_at desc, id desc)
      where deleted_at is null and trashed_at is null`,
    `create table code_tags (
      workspace_id ${text} not null, tag ${text} not null, code_num integer not null,
      primary key (workspace_id, tag, code_num)
    ) ${clustered}`,
  ];
}

// Columns stand in the order that wastes no alignment on PostgreSQL. Monthly partitions are made when the first
// scan of a month arrives.
function scans({ clustered }: ColumnWords, engine: Engine): string[] {
  return [
    `create table scans (
      id bigint not null, visitor bigint not null, code_num integer not null, geo integer not null,
      ua integer not null, ref integer not null, flags smallint not null, primary key (code_num, id)
    ) ${engine === 'postgres' ? 'partition by range (id)' : clustered}`,
  ];
}

// Unknown parts of a place are ''. Place 0 is "nothing known", agent 0 stands for all that came after the cap,
// referrer 0 is "none" and 1 stands for all after the cap.
function dictionaries({ text }: ColumnWords): string[] {
  return [
    `create table geo_dict (
      id integer primary key, country ${text} not null, region ${text} not null, city ${text} not null,
      unique (country, region, city)
    )`,
    `insert into geo_dict (id, country, region, city) values (0, '', '', '')`,
    `create table ua_dict (
      id integer primary key, string ${text} not null unique, device ${text} not null, os ${text} not null,
      browser ${text} not null
    )`,
    `insert into ua_dict (id, string, device, os, browser) values (0, 'other', 'unknown', 'Unknown', 'Unknown')`,
    `create table ref_dict (id integer primary key, host ${text} not null unique)`,
    `insert into ref_dict (id, host) values (0, ''), (1, 'other')`,
  ];
}

function counts({ text, clustered }: ColumnWords): string[] {
  return [
    `create table code_totals (
      code_num integer not null, class smallint not null, hits bigint not null, primary key (code_num, class)
    ) ${clustered}`,
    `create table workspace_months (
      workspace_num integer not null, month ${text} not null, scans bigint not null,
      primary key (workspace_num, month)
    ) ${clustered}`,
    `create table drains (spool ${text} primary key, batch ${text} not null, at bigint not null)`,
    'create table erasures (code_num integer primary key, at bigint not null)',
  ];
}

// No references: the log outlives what it tells of.
function changes({ text, serial }: ColumnWords): string[] {
  return [
    `create table changes (
      seq ${serial}, workspace_id ${text}, actor_kind ${text} not null, actor_id ${text},
      actor_name ${text} not null, object ${text} not null, object_id ${text} not null, before ${text},
      after ${text}, at bigint not null
    )`,
  ];
}

// Rate counters live in memory where there is one node; where there are many, their loss in a crash is harmless.
function nodes({ text }: ColumnWords, engine: Engine): string[] {
  return [
    `create table visitor_salts (day ${text} primary key, salt ${text} not null)`,
    `create table nodes (node integer primary key, holder ${text} not null unique, leased_until bigint not null)`,
    ...(engine === 'postgres'
      ? [
          `create unlogged table rate_counters (
            scope ${text} primary key, minute bigint not null, count integer not null
          ) with (fillfactor = 70)`,
        ]
      : []),
  ];
}
