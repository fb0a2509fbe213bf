import { describe, expect, test } from 'vitest';
import type { WireCodeEdit } from '../../src/http/dashboard/wire-codes.ts';
import { AskError } from '../state/api.ts';
import { type CodeForm, refusedOf, type ToldChange } from './code-changes.ts';

const error = new AskError(422, { code: 'validation_error', error: 'no' });
const newer = new AskError(422, { code: 'validation_error', error: 'not so either' });

function told(
  status: ToldChange['status'],
  edit: WireCodeEdit,
  { form = 'details', why = error }: { readonly form?: CodeForm; readonly why?: AskError } = {},
): ToldChange {
  return { change: { code: '1', form, edit }, status, error: status === 'error' ? why : null };
}

const refused = (...changes: readonly ToldChange[]) => refusedOf(changes, '1', 'details');

describe('what was refused of a form', () => {
  test('is what it still has to show, all of it, with the last reason', () => {
    expect(refused(told('error', { name: 'x' }))).toEqual({ edit: { name: 'x' }, error });
    expect(refused(told('error', { name: 'x' }), told('error', { tags: [] }, { why: newer }))).toEqual({
      edit: { name: 'x', tags: [] },
      error: newer,
    });
  });

  test('ends, field by field, with what was said of it later', () => {
    const first = told('error', { name: 'x', tags: [] });
    expect(refused(first, told('pending', { name: 'y' }))).toEqual({ edit: { tags: [] }, error });
    expect(refused(first, told('success', { name: 'y', tags: ['a'] }))).toEqual({ edit: {}, error: null });
    expect(refused(told('success', { name: 'y' }), first)).toEqual({ edit: { name: 'x', tags: [] }, error });
  });

  test('is of this code and this form, where a link and a content are one thing', () => {
    const target = told('error', { destination: 'x' }, { form: 'target' });
    expect(refused(target)).toEqual({ edit: {}, error: null });
    expect(refusedOf([target], '2', 'target').error).toBeNull();
    expect(refusedOf([target], '1', 'target')).toEqual({ edit: { destination: 'x' }, error });
    const later = told('pending', { content: {} }, { form: 'target' });
    expect(refusedOf([target, later], '1', 'target')).toEqual({ edit: {}, error: null });
  });
});
