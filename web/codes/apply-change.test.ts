import { describe, expect, test } from 'vitest';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { applyAction, applyEdit } from './apply-change.ts';

const code = {
  id: '1',
  name: 'Menu',
  destination: 'https://example.com/',
  content: null,
  status: 'active',
  tags: ['a'],
  folderId: null,
  expiresAt: null,
  trashedAt: null,
  updatedAt: 1,
} as unknown as WireCode;

describe('before the server answers', () => {
  test('an act shows on the code', () => {
    expect(applyAction(code, { do: 'pause' }, 9)).toMatchObject({ status: 'paused', updatedAt: 9 });
    expect(applyAction(code, { do: 'tag', tag: 'a' }, 9)?.tags).toEqual(['a']);
    expect(applyAction(code, { do: 'tag', tag: 'b' }, 9)?.tags).toEqual(['a', 'b']);
    expect(applyAction(code, { do: 'untag', tag: 'a' }, 9)?.tags).toEqual([]);
    expect(applyAction(code, { do: 'move', folderId: 'f' }, 9)?.folderId).toBe('f');
    expect(applyAction(code, { do: 'trash' }, 9)?.trashedAt).toBe(9);
    expect(applyAction({ ...code, trashedAt: 4 }, { do: 'restore' }, 9)?.trashedAt).toBeNull();
    expect(applyAction(code, { do: 'delete' }, 9)).toBeNull();
  });

  test('an act on a code whose time is over takes the date away that would hold it up', () => {
    const over = { ...code, status: 'expired', expiresAt: 5 } as const;
    expect(applyAction(over, { do: 'activate' }, 9)).toMatchObject({ status: 'active', expiresAt: null });
    expect(applyAction({ ...code, expiresAt: 50 }, { do: 'pause' }, 9)).toMatchObject({ expiresAt: 50 });
  });

  test('a form shows on the code: its words, its end, and the one of its two targets that was sent', () => {
    expect(applyEdit(code, { name: 'Summer', tags: [] }, 9)).toMatchObject({ name: 'Summer', tags: [] });
    expect(applyEdit(code, { expiresAt: 5 }, 9).status).toBe('expired');
    expect(applyEdit({ ...code, status: 'expired', expiresAt: 5 }, { expiresAt: null }, 9).status).toBe(
      'active',
    );
    expect(applyEdit({ ...code, status: 'paused' }, { expiresAt: 50 }, 9).status).toBe('paused');
    const shown = applyEdit(code, { content: { url: 'x' } }, 9);
    expect(shown).toMatchObject({ content: { url: 'x' }, destination: code.destination });
    expect(applyEdit(shown, { destination: 'https://example.org/' }, 9)).toMatchObject({
      content: null,
      destination: 'https://example.org/',
    });
  });
});
