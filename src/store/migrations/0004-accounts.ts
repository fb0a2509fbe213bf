import { columnWords, type Migration } from './migration.ts';

export const accounts: Migration = {
  name: 'accounts',
  statements(engine) {
    const words = columnWords(engine);
    return [...people(words.text), ...signIn(words.text)];
  },
};

function people(text: string): string[] {
  return [
    'alter table users add column is_operator integer not null default 0',
    'alter table users add column disabled_at bigint',
    // Null: as the browser says.
    `alter table users add column language ${text}`,
    `alter table users add column theme ${text} not null default 'system'`,
    // An address that an operator or an invitation has named counts as verified, one that a stranger signed up with
    // does not: only a verified one is joined with an account of the single sign-on.
    'alter table users add column email_verified integer not null default 1',
    'alter table users add column two_factor_enabled integer not null default 0',
    'alter table users add column updated_at bigint not null default 0',
  ];
}

// Whatever opens a session or stands for a person is kept as a hash alone: the tokens of sessions and links, the names
// of verifications, passwords. Secrets of TOTP and recovery codes are encrypted with the instance's secret.
function signIn(text: string): string[] {
  const user = `user_id ${text} not null references users (id)`;
  const times = 'created_at bigint not null, updated_at bigint not null';
  return [
    // What all servers on this database share, made by the first.
    `create table instance_secrets (name ${text} primary key, secret ${text} not null)`,
    `create table sessions (
      id ${text} primary key, token ${text} not null unique, ${user}, user_agent ${text} not null,
      expires_at bigint not null, ${times}
    )`,
    'create index sessions_by_user on sessions (user_id)',
    // A way to sign in: provider 'credential' is a password, every other one a single sign-on.
    `create table accounts (
      id ${text} primary key, account_id ${text} not null, provider_id ${text} not null, ${user}, password ${text},
      ${times}, unique (provider_id, account_id)
    )`,
    'create index accounts_by_user on accounts (user_id)',
    `create table verifications (
      id ${text} primary key, identifier ${text} not null, value ${text} not null, expires_at bigint not null, ${times}
    )`,
    'create index verifications_by_identifier on verifications (identifier)',
    `create table two_factors (
      id ${text} primary key, ${user}, secret ${text} not null, backup_codes ${text} not null,
      verified integer not null, unique (user_id)
    )`,
    `create table passkeys (
      id ${text} primary key, ${user}, name ${text}, public_key ${text} not null,
      credential_id ${text} not null unique, counter bigint not null, device_type ${text} not null,
      backed_up integer not null, transports ${text}, aaguid ${text}, created_at bigint not null
    )`,
    'create index passkeys_by_user on passkeys (user_id)',
    // Set-up and reset; the id is the hash of the token. The address is the one of the user when the link was made; a
    // link that went there by mail, and to nobody else, shows that the address is theirs.
    `create table one_time_links (
      id ${text} primary key, kind ${text} not null, user_id ${text} not null references users (id),
      email ${text} not null, is_mailed integer not null, expires_at bigint not null, created_at bigint not null
    )`,
  ];
}
