import { describe, expect, test } from 'vitest';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import type { CodeChange } from './code-changes.ts';
import type { Pages } from './codes-query.ts';
import { patchPages } from './patch-pages.ts';

const code = (id: string) =>
  ({ id, name: id, status: 'active', tags: [], expiresAt: null, trashedAt: null }) as unknown as WireCode;
const pages: Pages = {
  pages: [
    { codes: [code('a'), code('b')], total: 7, next: 'n' },
    { codes: [code('c')], total: 7, next: null },
  ],
  pageParams: [null, 'n'],
};
const shown = (change: CodeChange, filter = {}) => {
  const patched = patchPages(pages, change, filter, 9);
  const codes = patched.pages.flatMap((page) => page.codes);
  return { total: patched.pages[0]!.total, said: codes.map(({ name, status }) => `${name} ${status}`) };
};

describe('a list with a change that is under way', () => {
  test('shows it on the codes that are meant, on whatever page of it', () => {
    const target = { ids: ['b', 'c', 'elsewhere'] };
    const said = ['a active', 'b paused', 'c paused'];
    expect(shown({ action: { do: 'pause' }, target })).toEqual({ total: 7, said });
    const named = ['New active', 'b active', 'c active'];
    expect(shown({ code: 'a', form: 'details', edit: { name: 'New' } })).toEqual({ total: 7, said: named });
  });

  test('is without what goes to the trash', () => {
    const gone = shown({ action: { do: 'trash' }, target: { ids: ['a', 'c'] } });
    expect(gone).toEqual({ total: 5, said: ['b active'] });
    const filter = { tag: 'x' };
    expect(shown({ action: { do: 'trash' }, target: { filter } }, filter)).toEqual({ total: 0, said: [] });
    expect(shown({ action: { do: 'trash' }, target: { filter } }, {}).total).toBe(7);
  });

  test('shows what was done to all that it finds, and leaves what another list finds to the server', () => {
    const action = { do: 'pause' } as const;
    const all = shown({ action, target: { filter: { tag: 'x' } } }, { tag: 'x' });
    expect(all.said).toEqual(['a paused', 'b paused', 'c paused']);
    expect(shown({ action, target: { filter: { tag: 'y' } } }, { tag: 'x' }).said[0]).toBe('a active');
  });
});
