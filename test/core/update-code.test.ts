import { describe, expect, test } from 'vitest';
import type { NewCodeInput } from '../../src/core/codes/create.ts';
import { getCode } from '../../src/core/codes/list.ts';
import { type CodeEdit, updateCode } from '../../src/core/codes/update.ts';
import { type ContentType, contentTypes } from '../../src/core/content/types.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { changesOf, makeAccess, makeCode, openTestCore, startMs } from '../support/store.ts';

async function openWithCode(input: Partial<NewCodeInput> = {}) {
  const core = await openTestCore();
  const access = await makeAccess(core, 'Bakery', 'business');
  const code = await makeCode(core, access, input);
  const edit = (changes: CodeEdit) => updateCode(core, access, code.id, changes);
  return { core, access, code, edit };
}

const url = 'https://example.com/a';

/** Content of each type that a scan would use, with keys in no special order. */
const contents: Readonly<Record<Exclude<ContentType, 'url'>, JsonObject>> = {
  phone: { phone: '+4366012345' },
  sms: { phone: '66012', body: 'Hi\nthere' },
  whatsapp: { phone: '+4366012345', body: 'Hi' },
  email: { subject: 'Hi', email: 'ada@example.com' },
  map: { latitude: 48.2, longitude: 16.37, label: 'Wien' },
  wifi: { ssid: 'Cafe', password: 'secret12', encryption: 'WPA' },
  vcard: { last_name: 'Lovelace', first_name: 'Ada', phones: [{ type: 'work', number: '112' }] },
  vcard_plus: { last_name: 'Lovelace' },
  event: { title: 'Fair', starts_at: '2026-05-01T10:00' },
  app: { ios_url: url, fallback_url: url },
  social: { networks: [{ network: 'mastodon', url }] },
  multilink: { title: 'Links', links: [{ label: 'One', url }] },
  landing_page: { title: 'Hello', blocks: [{ heading: 'Hi' }] },
  business: { name: 'Bakery' },
  menu: { title: 'Lunch' },
  product: { name: 'Pen' },
  coupon: { title: 'Half', code: 'HALF' },
  feedback: { title: 'How was it?' },
  file: { media: url, title: 'Plan' },
  images: { media: [url] },
  video: { url },
  mp3: { url },
  playlist: { title: 'Mix', tracks: [{ title: 'One', url }] },
};

const inputOf = (type: ContentType) =>
  type === 'url' ? { type, destination: url } : { type, destination: undefined, content: contents[type] };

describe('a whole object that was read and is sent back', () => {
  test.each(contentTypes)('changes nothing: %s', async (type) => {
    const { core, access, code, edit } = await openWithCode(inputOf(type));
    const before = await changesOf(core.store);
    core.clock.at += 1000;
    const { name, destination, content, status, tags, expiresAt } = await getCode(core, access, code.id);
    const reversed = content && Object.fromEntries(Object.entries(content).reverse());
    expect(await edit({ name, destination, content: reversed, status, tags, expiresAt })).toEqual(code);
    expect(await changesOf(core.store)).toEqual(before);
  });

  test('and was edited in its content leads where the content says', async () => {
    const { code, edit } = await openWithCode(inputOf('phone'));
    expect(code.destination).toBe('tel:+4366012345');
    const edited = await edit({ destination: code.destination, content: { phone: '112' } });
    expect(edited).toMatchObject({ destination: 'tel:112', href: 'tel:112', content: { phone: '112' } });
  });

  test('and was edited in its destination leads where the destination says', async () => {
    const { code, edit } = await openWithCode(inputOf('phone'));
    const edited = await edit({ destination: 'tel:112', content: code.content });
    expect(edited).toMatchObject({ destination: 'tel:112', href: 'tel:112', content: { phone: '112' } });
  });

  test('and was edited in both is refused, and nothing is written', async () => {
    const { core, access, code, edit } = await openWithCode(inputOf('phone'));
    const both = edit({ name: 'New', destination: 'tel:112', content: { phone: '113' } });
    await expect(both).rejects.toMatchObject({ code: 'validation_error', details: [{ path: 'content' }] });
    expect(await getCode(core, access, code.id)).toEqual(code);
  });
});

describe('absent means leave, null means take away', () => {
  test('for the end of a code', async () => {
    const { edit } = await openWithCode({ expiresAt: startMs + 5000 });
    expect((await edit({ name: 'New' })).expiresAt).toBe(startMs + 5000);
    expect((await edit({ name: 'Newer', expiresAt: undefined })).expiresAt).toBe(startMs + 5000);
    expect((await edit({ expiresAt: null })).expiresAt).toBeNull();
    expect((await edit({ expiresAt: startMs + 9000 })).expiresAt).toBe(startMs + 9000);
  });

  test('for where it leads: a code is never left leading nowhere', async () => {
    const { core, access, code, edit } = await openWithCode();
    await expect(edit({ destination: null })).rejects.toMatchObject({ code: 'validation_error' });
    expect(await edit({ name: 'New', content: null })).toMatchObject({ destination: code.destination });
    expect((await getCode(core, access, code.id)).href).toBe(code.href);
  });

  test('for tags, which are taken away by an empty list', async () => {
    const { core, access, code, edit } = await openWithCode({ tags: ['a', 'b'] });
    await edit({ name: 'New' });
    expect((await getCode(core, access, code.id)).tags).toEqual(['a', 'b']);
    await edit({ tags: [] });
    expect((await getCode(core, access, code.id)).tags).toEqual([]);
  });

  test('an edit of nothing is refused', async () => {
    const { edit } = await openWithCode();
    await expect(edit({})).rejects.toMatchObject({ code: 'validation_error' });
    await expect(edit({ name: undefined, tags: undefined })).rejects.toMatchObject({
      code: 'validation_error',
    });
  });
});

describe('the time of the last change', () => {
  test('moves with every real change, and grows even when the clock stands or goes back', async () => {
    const { core, code, edit } = await openWithCode();
    core.clock.at += 1000;
    expect(await edit({ name: code.name })).toEqual(code);
    expect((await edit({ name: 'A' })).updatedAt).toBe(startMs + 1000);
    expect((await edit({ name: 'B' })).updatedAt).toBe(startMs + 1001);
    core.clock.at -= 60_000;
    const last = await edit({ name: 'C' });
    expect(last).toMatchObject({ updatedAt: startMs + 1002, createdAt: startMs });
  });

  test('goes with one line in the log, which holds the code before and after', async () => {
    const { core, access, code, edit } = await openWithCode({ name: 'Old' });
    const before = (await changesOf(core.store)).length;
    core.clock.at += 1000;
    await edit({ name: 'New', status: 'paused', destination: 'https://example.org/' });
    const fresh = (await changesOf(core.store)).slice(before);
    expect(fresh).toHaveLength(1);
    expect(fresh[0]).toMatchObject({
      object: 'code',
      objectId: code.id,
      actor: access.actor,
      before: { name: 'Old', status: 'active', destination: 'https://example.com/menu', slug: code.slug },
      after: { name: 'New', status: 'paused', destination: 'https://example.org/', slug: code.slug },
      at: startMs + 1000,
    });
  });
});

test('two edits at the same time both count', async () => {
  const { core, access, code, edit } = await openWithCode();
  await Promise.all([edit({ name: 'New' }), edit({ tags: ['t'] }), edit({ status: 'paused' })]);
  expect(await getCode(core, access, code.id)).toMatchObject({ name: 'New', tags: ['t'], status: 'paused' });
});

test('a destination that is refused leaves the code as it was', async () => {
  const { core, access, code, edit } = await openWithCode();
  for (const destination of ['javascript:alert(1)', 'https://q.test/p/loop', '', 7, { a: 1 }]) {
    await expect(edit({ destination })).rejects.toMatchObject({ code: 'validation_error' });
  }
  expect(await getCode(core, access, code.id)).toEqual(code);
});

test("another workspace's code is not found", async () => {
  const { core, access, code } = await openWithCode();
  const charlie = await makeAccess(core, 'Rival');
  await expect(updateCode(core, charlie, code.id, { name: 'Mine' })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await getCode(core, access, code.id)).toEqual(code);
});
