import type { Actor } from '../changes/change.ts';
import { requireOperator } from '../workspaces/access.ts';
import type { User } from '../workspaces/workspace.ts';

/** Whoever may do everything on the instance: the command line, or a user who is an operator. */
export type Operator = Actor & { readonly kind: 'operator' };

/** @throws {AppError} forbidden */
export function operatorOf(user: User): Operator {
  requireOperator(user);
  return { kind: 'operator', id: user.id, name: user.name };
}
