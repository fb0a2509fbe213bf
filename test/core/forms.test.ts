import { describe, expect, test } from 'vitest';
import { createPages } from '../../src/compose/pages.ts';
import { createPhonePages } from '../../src/compose/phone-pages.ts';
import { checkSlug } from '../../src/core/codes/check-slug.ts';
import { deleteCode } from '../../src/core/codes/delete.ts';
import { type PreviewInput, previewCode } from '../../src/core/codes/preview.ts';
import { makeAccess, makeCode, openTestCore, startMs } from '../support/store.ts';

const openWith = async () => {
  const core = await openTestCore();
  return { core, access: await makeAccess(core, 'Bakery', 'pro') };
};

describe('the check of a slug', () => {
  test('free is what nobody has and nobody ever had, in any case', async () => {
    const { core, access } = await openWith();
    expect(await checkSlug(core, access, 'Menu')).toEqual({ free: true, message: null, suggestion: null });
    const menu = await makeCode(core, access, { slug: 'menu' });
    await makeCode(core, access, { slug: 'MENU-2' });
    const other = await makeAccess(core, 'Elsewhere', 'pro');
    for (const asker of [access, other]) {
      expect(await checkSlug(core, asker, 'Menu')).toMatchObject({ free: false, suggestion: 'Menu-3' });
    }
    await deleteCode(core, access, menu.id);
    expect(await checkSlug(core, access, 'menu')).toMatchObject({ free: false, suggestion: 'menu-3' });
  });

  test('what is no slug is told why, with one that is near and free', async () => {
    const { core, access } = await openWith();
    await makeCode(core, access, { slug: 'summer-menu' });
    const { free, message, suggestion } = await checkSlug(core, access, 'Sümmer Menu!');
    expect([free, suggestion]).toEqual([false, 'summer-menu-2']);
    expect(message).toContain('1 to 64');
    expect(await checkSlug(core, access, '٪٪')).toMatchObject({ free: false, suggestion: null });
    const long = await checkSlug(core, access, 'x'.repeat(65));
    expect(long.suggestion).toBe('x'.repeat(60));
  });

  test('a suggestion is accepted', async () => {
    const { core, access } = await openWith();
    const slug = 'y'.repeat(64);
    await makeCode(core, access, { slug });
    const { suggestion } = await checkSlug(core, access, slug);
    expect((await makeCode(core, access, { slug: suggestion! })).slug).toBe(`${'y'.repeat(60)}-2`);
  });
});

describe('a preview', () => {
  const pages = createPhonePages(createPages(() => startMs));
  const open = async () => {
    const { core, access } = await openWith();
    return {
      core,
      access,
      preview: (input: Omit<PreviewInput, 'language'>, language = '') =>
        previewCode(core, access, pages, { ...input, language }),
    };
  };

  test('of a link is where it leads, and of a number what the phone does with it', async () => {
    const { preview } = await open();
    expect(await preview({ type: 'url', destination: 'https://bäcker.example/x' })).toEqual({
      kind: 'redirect',
      location: 'https://xn--bcker-gra.example/x',
      picture: null,
    });
    expect(await preview({ type: 'phone', content: { phone: '+43 660 123' } })).toEqual({
      kind: 'redirect',
      location: 'tel:+43660123',
      picture: null,
    });
  });

  test('has the picture to be printed, once its text is known: the link with a chosen slug, or a network', async () => {
    const { preview } = await open();
    const link = { type: 'url', destination: 'https://example.com/' } as const;
    const drawn = await Promise.all(
      ['menu', 'menu-2', 'no slug!'].map(async (slug) => (await preview({ ...link, slug })).picture),
    );
    expect(drawn).toEqual([expect.stringMatching(/^<svg/), expect.stringMatching(/^<svg/), null]);
    expect(drawn[0]).not.toBe(drawn[1]);
    const wifi = await preview({ type: 'wifi', content: { ssid: 'Guests', password: 'secret-123' } });
    expect(wifi.picture).toMatch(/^<svg/);
  });

  test('of a contact is its file', async () => {
    const { preview } = await open();
    const file = await preview({ type: 'vcard', content: { first_name: 'Ada', last_name: 'Lovelace' } });
    expect(file).toMatchObject({ kind: 'file', name: 'Ada Lovelace.vcf' });
    expect(file.kind === 'file' && file.text).toContain('FN:Ada Lovelace');
  });

  test('of a page is the page that phones get, in the language asked for, and out of action', async () => {
    const { preview } = await open();
    const title = '<script>alert(1)</script>" href="https://evil.example';
    const content = { title, links: [{ label: 'Menu', url: 'https://example.com/menu' }] };
    const page = await preview({ type: 'multilink', content }, 'ar');
    if (page.kind !== 'page') throw new Error(page.kind);
    expect(page.html).toContain('<body inert');
    expect(page.html).toContain('dir="rtl"');
    expect(page.html).toContain("default-src 'none'");
    expect(page.html).toContain('Menu');
    expect(page.html).not.toMatch(/<script|href="(?!#")/);
  });

  test('is refused for what could not be saved, with each field', async () => {
    const { core, access, preview } = await open();
    await expect(preview({ type: 'wifi', content: {} })).rejects.toMatchObject({
      code: 'validation_error',
      details: [{ path: 'content.ssid' }],
    });
    await expect(preview({ type: 'url', destination: 'https://q.test/p/x' })).rejects.toMatchObject({
      code: 'validation_error',
    });
    expect(await core.store.codes.countAll(access.workspace.id)).toBe(0);
  });
});
