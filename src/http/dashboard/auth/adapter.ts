import { type CleanedWhere, createAdapterFactory } from 'better-auth/adapters';
import { logInserted, logUpdated } from '../../../core/accounts/security-log.ts';
import { makeRoomForSession } from '../../../core/accounts/sessions.ts';
import type {
  AccountCondition,
  AccountModel,
  AccountRow,
  AccountValue,
} from '../../../core/accounts/store-port.ts';
import type { Core } from '../../../core/core.ts';

/** What the library would store and nobody needs: tokens of the single sign-on, addresses, pictures of people. */
const unstored: Readonly<Partial<Record<string, ReadonlySet<string>>>> = {
  user: new Set(['image']),
  session: new Set(['ipAddress']),
  account: new Set([
    ...['accessToken', 'refreshToken', 'idToken', 'accessTokenExpiresAt', 'refreshTokenExpiresAt', 'scope'],
  ]),
  // Tries are counted by our own throttle, which locks nobody out.
  twoFactor: new Set(['failedVerificationCount', 'lockedUntil']),
};

/** Makes the user of whom the single sign-on has told, with all that belongs to it, and gives the id. */
export type InsertUser = (row: AccountRow) => Promise<string>;

/**
 * The library's way into our tables, whose columns and transactions stay ours. The tokens of sessions are stored as
 * hashes: whoever reads the database cannot sign in with what is there.
 */
export function createAccountAdapter(core: Core, insertUser: InsertUser) {
  const hash = (token: AccountValue) => (typeof token === 'string' ? core.random.sha256(token) : token);
  const conditionsOf = (model: string, where: readonly CleanedWhere[] = []) =>
    where.map((one) => conditionOf(model, one, hash));
  const listOf: Lister = (model, where, order) =>
    core.store.accounts.list(modelOf(model), conditionsOf(model, where), order);
  return createAdapterFactory({
    config: {
      adapterId: 'quietzone',
      adapterName: 'Quietzone',
      supportsBooleans: false,
      supportsDates: true,
      supportsJSON: false,
      supportsArrays: false,
      transaction: false,
      customTransformOutput: ({ data, fieldAttributes }) =>
        fieldAttributes.type === 'date' && typeof data === 'number' ? new Date(data) : data,
    },
    adapter: () => ({
      ...writesOf(core, conditionsOf, insertUser, hash),
      async findOne<T>({ model, where }: { model: string; where: CleanedWhere[] }) {
        const [row] = await listOf(model, where, { limit: 1 });
        return (row ? withToken(model, where, row) : null) as T | null;
      },
      async findMany<T>({ model, where, limit, offset, sortBy }: Listing) {
        return (await listOf(model, where ?? [], { limit, offset, sortBy })) as T[];
      },
      count: ({ model, where }) => core.store.accounts.count(modelOf(model), conditionsOf(model, where)),
    }),
  });
}

interface Listing {
  readonly model: string;
  readonly where?: CleanedWhere[] | undefined;
  readonly limit: number;
  readonly offset?: number | undefined;
  readonly sortBy?: { field: string; direction: 'asc' | 'desc' } | undefined;
}

type Lister = (
  model: string,
  where: readonly CleanedWhere[],
  order: Omit<Listing, 'model' | 'where' | 'limit'> & { readonly limit?: number },
) => Promise<readonly AccountRow[]>;

type ConditionsOf = (
  model: string,
  where: readonly CleanedWhere[] | undefined,
) => readonly AccountCondition[];

function writesOf(
  core: Core,
  conditionsOf: ConditionsOf,
  insertUser: InsertUser,
  hash: (token: AccountValue) => AccountValue,
) {
  const { store } = core;
  const update = async (model: string, where: readonly CleanedWhere[], values: object) => {
    const row = rowOf(model, values, hash);
    const conditions = conditionsOf(model, where);
    return store.transact(async (tx) => {
      if (model === 'user') {
        await logUpdated(tx, await tx.accounts.list('user', conditions), row, core.clock.now());
      }
      const changed = await tx.accounts.update(modelOf(model), conditions, row);
      if (changed === 0) return null;
      const found = await tx.accounts.list(modelOf(model), stillTrue(conditions, row), { limit: 1 });
      return { changed, row: found[0] && withToken(model, where, found[0]) };
    });
  };
  const remove = (model: string, where: readonly CleanedWhere[]) =>
    store.transact((tx) => tx.accounts.remove(modelOf(model), conditionsOf(model, where)));
  return {
    async create<T extends Record<string, unknown>>({ model, data }: { model: string; data: T }) {
      const row = rowOf(model, data, hash);
      if (model === 'user') return { ...data, id: await insertUser(row) };
      await store.transact(async (tx) => {
        if (model === 'session') await makeRoomForSession(core, tx, String(row.userId));
        await tx.accounts.insert(modelOf(model), row);
        await logInserted(tx, modelOf(model), row, core.clock.now());
      });
      return data;
    },
    async update<T>({ model, where, update: values }: { model: string; where: CleanedWhere[]; update: T }) {
      return ((await update(model, where, values as object))?.row ?? null) as T | null;
    },
    async updateMany({
      model,
      where,
      update: values,
    }: {
      model: string;
      where: CleanedWhere[];
      update: object;
    }) {
      return (await update(model, where, values))?.changed ?? 0;
    },
    async delete({ model, where }: { model: string; where: CleanedWhere[] }) {
      await remove(model, where);
    },
    deleteMany: async ({ model, where }: { model: string; where: CleanedWhere[] }) =>
      (await remove(model, where)).length,
    async consumeOne<T>({ model, where }: { model: string; where: CleanedWhere[] }) {
      const [row] = await remove(model, where);
      return (row ? withToken(model, where, row) : null) as T | null;
    },
    async incrementOne<T>({ model, where, increment, set = {} }: Increment) {
      if (Object.keys(increment).length > 0) throw new Error(`nothing is counted up in ${model}`);
      return ((await update(model, where, set))?.row ?? null) as T | null;
    },
  };
}

interface Increment {
  readonly model: string;
  readonly where: CleanedWhere[];
  readonly increment: Record<string, number>;
  readonly set?: Record<string, unknown> | undefined;
}

const models: ReadonlySet<string> = new Set([
  ...(['user', 'session', 'account', 'verification', 'twoFactor', 'passkey'] satisfies AccountModel[]),
]);

function modelOf(name: string): AccountModel {
  if (models.has(name)) return name as AccountModel;
  throw new Error(`there is no table for ${name}`);
}

function rowOf(model: string, values: object, hash: (token: AccountValue) => AccountValue): AccountRow {
  const stored = Object.entries(values).filter(
    ([field, value]) => value !== undefined && !unstored[model]?.has(field),
  );
  return Object.fromEntries(
    stored.map(([field, value]) => {
      const plain = plainOf(value);
      return [field, isToken(model, field) ? hash(plain) : shortened(model, field, plain)];
    }),
  );
}

/** A browser's name for itself, of which the first part says what it is. */
const agentLengthMax = 400;

function shortened(model: string, field: string, value: AccountValue): AccountValue {
  const isAgent = model === 'session' && field === 'userAgent' && typeof value === 'string';
  return isAgent ? value.slice(0, agentLengthMax) : value;
}

function isToken(model: string, field: string): boolean {
  return model === 'session' && field === 'token';
}

function plainOf(value: unknown): AccountValue {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value as AccountValue;
}

function conditionOf(
  model: string,
  { field, operator, value, connector }: CleanedWhere,
  hash: (token: AccountValue) => AccountValue,
): AccountCondition {
  if (connector === 'OR') throw new Error('conditions are joined by AND alone');
  if (operator === undefined || !isOperator(operator)) throw new Error(`there is no condition ${operator}`);
  if (Array.isArray(value)) {
    const plain = value.map((one) => (isToken(model, field) ? hash(one) : one) as string | number);
    return { field, operator, value: plain };
  }
  const plain = plainOf(value);
  return { field, operator, value: isToken(model, field) ? hash(plain) : plain };
}

const operators: ReadonlySet<string> = new Set(['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in']);

function isOperator(operator: string): operator is AccountCondition['operator'] {
  return operators.has(operator);
}

/** What was asked for as it is after the change: a field that was changed holds its new value. */
function stillTrue(conditions: readonly AccountCondition[], values: AccountRow): readonly AccountCondition[] {
  return conditions.map((condition) => {
    const fresh = values[condition.field];
    return fresh === undefined ? condition : { field: condition.field, operator: 'eq', value: fresh };
  });
}

/** Whoever asks for a session by its token goes on knowing the token, which the table does not have. */
function withToken(model: string, where: readonly CleanedWhere[], row: AccountRow): AccountRow {
  if (model !== 'session') return row;
  const asked = where.find(({ field, operator }) => field === 'token' && operator === 'eq')?.value;
  return typeof asked === 'string' ? { ...row, token: asked } : row;
}
