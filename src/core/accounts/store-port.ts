/**
 * What signing in is stored in, as plain rows: the library that signs in asks for them by field and not by question.
 * Times are UTC ms, truth is 0 or 1.
 */
export type AccountModel =
  | 'user'
  | 'session'
  | 'account'
  | 'verification'
  | 'twoFactor'
  | 'passkey'
  /** Set-up and reset links, by the hash of their token, with the address that the user had when they were made. */
  | 'link';

export type AccountValue = string | number | null;
export type AccountRow = Readonly<Record<string, AccountValue>>;

/** All conditions of a list hold at once. */
export interface AccountCondition {
  readonly field: string;
  readonly operator: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'in';
  readonly value: AccountValue | readonly (string | number)[];
}

export interface AccountOrder {
  readonly sortBy?: { readonly field: string; readonly direction: 'asc' | 'desc' } | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

export interface AccountReads {
  list(
    model: AccountModel,
    conditions: readonly AccountCondition[],
    order?: AccountOrder,
  ): Promise<readonly AccountRow[]>;
  count(model: AccountModel, conditions: readonly AccountCondition[]): Promise<number>;
}

export interface AccountWrites {
  insert(model: AccountModel, row: AccountRow): Promise<void>;
  /** Gives how many rows were changed: a condition that no longer holds changes none. */
  update(model: AccountModel, conditions: readonly AccountCondition[], values: AccountRow): Promise<number>;
  /** Gives the rows that are gone: of two who take the same row at once, one gets it. */
  remove(model: AccountModel, conditions: readonly AccountCondition[]): Promise<readonly AccountRow[]>;
}

/** Shorthand for what most questions are. */
export function fieldIs(field: string, value: AccountValue): AccountCondition {
  return { field, operator: 'eq', value };
}
