import type { Actor } from '../changes/change.ts';
import { AppError } from '../errors.ts';
import type { User } from '../workspaces/workspace.ts';

/** Whoever may do everything on the instance: the command line, or a user who is an operator. */
export type Operator = Actor & { readonly kind: 'operator' };

/** @throws {AppError} forbidden */
export function operatorOf(user: User): Operator {
  if (!user.isOperator) throw new AppError('forbidden', 'This is for operators of the instance.');
  return { kind: 'operator', id: user.id, name: user.name };
}
