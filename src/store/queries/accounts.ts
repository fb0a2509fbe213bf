import type { Kysely } from 'kysely';
import type {
  AccountCondition,
  AccountModel,
  AccountOrder,
  AccountReads,
  AccountRow,
  AccountValue,
  AccountWrites,
} from '../../core/accounts/store-port.ts';
import type { Tables } from '../schema.ts';

/** Rows whose columns are chosen while the program runs: the types of single tables say nothing here. */
type AnyTables = Record<string, Record<string, AccountValue>>;

interface Place {
  readonly table: string;
  /** Column by field. */
  readonly columns: Readonly<Record<string, string>>;
}

const times = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;
const userId = { userId: 'user_id' } as const;

/** The columns that there are for it: a field of any other name is a mistake of ours and no query. */
const places: Readonly<Record<AccountModel, Place>> = {
  user: {
    table: 'users',
    columns: {
      ...{ id: 'id', email: 'email', name: 'name', emailVerified: 'email_verified', ...times },
      ...{ language: 'language', theme: 'theme', twoFactorEnabled: 'two_factor_enabled' },
      ...{ isOperator: 'is_operator', disabledAt: 'disabled_at' },
    },
  },
  session: {
    table: 'sessions',
    columns: {
      ...{ id: 'id', token: 'token', userAgent: 'user_agent', expiresAt: 'expires_at' },
      ...userId,
      ...times,
    },
  },
  account: {
    table: 'accounts',
    columns: {
      ...{ id: 'id', accountId: 'account_id', providerId: 'provider_id', password: 'password' },
      ...userId,
      ...times,
    },
  },
  verification: {
    table: 'verifications',
    columns: { id: 'id', identifier: 'identifier', value: 'value', expiresAt: 'expires_at', ...times },
  },
  twoFactor: {
    table: 'two_factors',
    columns: { id: 'id', ...userId, secret: 'secret', backupCodes: 'backup_codes', verified: 'verified' },
  },
  passkey: {
    table: 'passkeys',
    columns: {
      ...{ id: 'id', ...userId, name: 'name', publicKey: 'public_key', credentialID: 'credential_id' },
      ...{ counter: 'counter', deviceType: 'device_type', backedUp: 'backed_up', transports: 'transports' },
      ...{ aaguid: 'aaguid', createdAt: 'created_at' },
    },
  },
  link: {
    table: 'one_time_links',
    columns: {
      ...{ id: 'id', kind: 'kind', ...userId, email: 'email', isMailed: 'is_mailed' },
      ...{ expiresAt: 'expires_at', createdAt: 'created_at' },
    },
  },
};

export function accountReads(db: Kysely<Tables>): AccountReads {
  const any = db as unknown as Kysely<AnyTables>;
  return {
    async list(model, conditions, order = {}) {
      const { table } = places[model];
      let query = any.selectFrom(table).selectAll();
      for (const { column, sign, value } of conditionsOf(model, conditions)) {
        query = query.where(column, sign, value);
      }
      return (await ordered(query, model, order).execute()).map((row) => toRow(model, row));
    },
    async count(model, conditions) {
      let query = any.selectFrom(places[model].table).select((eb) => eb.fn.countAll<number>().as('rows'));
      for (const { column, sign, value } of conditionsOf(model, conditions)) {
        query = query.where(column, sign, value);
      }
      return (await query.executeTakeFirstOrThrow()).rows;
    },
  };
}

export function accountWrites(db: Kysely<Tables>): AccountWrites {
  const any = db as unknown as Kysely<AnyTables>;
  return {
    async insert(model, row) {
      await any.insertInto(places[model].table).values(toColumns(model, row)).execute();
    },
    async update(model, conditions, values) {
      let query = any.updateTable(places[model].table).set(toColumns(model, values));
      for (const { column, sign, value } of conditionsOf(model, conditions)) {
        query = query.where(column, sign, value);
      }
      return Number((await query.executeTakeFirst()).numUpdatedRows);
    },
    async remove(model, conditions) {
      let query = any.deleteFrom(places[model].table).returningAll();
      for (const { column, sign, value } of conditionsOf(model, conditions)) {
        query = query.where(column, sign, value);
      }
      return (await query.execute()).map((row) => toRow(model, row));
    },
  };
}

const signs = { eq: '=', ne: '!=', lt: '<', lte: '<=', gt: '>', gte: '>=', in: 'in' } as const;

function conditionsOf(model: AccountModel, conditions: readonly AccountCondition[]) {
  return conditions.map(({ field, operator, value }) => {
    const column = columnOf(model, field);
    if (value !== null) return { column, sign: signs[operator], value };
    return { column, sign: operator === 'ne' ? ('is not' as const) : ('is' as const), value };
  });
}

function ordered<
  Query extends { orderBy(column: string, direction: 'asc' | 'desc'): Query; limit(rows: number): Query } & {
    offset(rows: number): Query;
  },
>(query: Query, model: AccountModel, { sortBy, limit, offset }: AccountOrder): Query {
  let shaped = query;
  if (sortBy) shaped = shaped.orderBy(columnOf(model, sortBy.field), sortBy.direction);
  if (limit !== undefined || offset !== undefined) shaped = shaped.limit(limit ?? 1_000);
  return offset === undefined ? shaped : shaped.offset(offset);
}

function columnOf(model: AccountModel, field: string): string {
  const { table, columns } = places[model];
  const column = Object.hasOwn(columns, field) ? columns[field] : undefined;
  if (column === undefined) throw new Error(`${table} has no column for ${field}`);
  return column;
}

function toColumns(model: AccountModel, row: AccountRow): Record<string, AccountValue> {
  return Object.fromEntries(Object.entries(row).map(([field, value]) => [columnOf(model, field), value]));
}

function toRow(model: AccountModel, row: Readonly<Record<string, AccountValue>>): AccountRow {
  const fields = Object.entries(places[model].columns);
  return Object.fromEntries(fields.map(([field, column]) => [field, row[column] ?? null]));
}
