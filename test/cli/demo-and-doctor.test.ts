import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder, run, runHere, serve } from './quietzone-process.ts';

describe('quietzone demo', { timeout: 60_000 }, () => {
  test('works beside a running server, which shows the codes and redirects them', async () => {
    const cwd = makeFolder();
    const { url } = await serve({ cwd });
    expect(await run(['demo'], { cwd })).toMatchObject({ code: 0 });
    const key = (await run(['key', 'create', '--dialect', 'qra'], { cwd })).out.trim();
    const answer = await fetch(`${url}/api/v1/qr?limit=100`, { headers: { Authorization: `Bearer ${key}` } });
    const { data } = (await answer.json()) as { data: { name: string; slug: string; scan_count: number }[] };
    expect(data).toHaveLength(12);
    for (const code of data) expect(code.scan_count, code.name).toBeGreaterThan(30);
    const menu = data.find((code) => code.name === 'Table menu')!;
    const redirect = await fetch(`${url}/p/${menu.slug}`, { redirect: 'manual' });
    expect(redirect.headers.get('location')).toBe('https://cafe.example.com/menu');
  });

  test('makes hits that are as the rules of this version have them', async () => {
    const cwd = makeFolder();
    await runHere(['demo'], { cwd });
    const { out } = await runHere(['stats', 'reclassify', '--dry-run', '--json'], { cwd });
    expect(JSON.parse(out)).toMatchObject({ agentsRenamed: 0, changes: [] });
  });

  test('refuses a workspace that has codes, unless forced', async () => {
    const cwd = makeFolder();
    expect(await runHere(['demo'], { cwd })).toMatchObject({ code: 0 });
    const again = await runHere(['demo'], { cwd });
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('has 12 codes already; --force') });
    expect(await runHere(['demo', '--force'], { cwd })).toMatchObject({ code: 0 });
  });
});

describe('quietzone doctor', { timeout: 60_000 }, () => {
  test('finds nothing wrong with a fresh machine, and warns that codes point to localhost', async () => {
    const cwd = makeFolder();
    const { code, out } = await runHere(['doctor'], { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(
      /^warning {2}base URL {7}BASE_URL is not set: codes point to localhost, and no phone can open them\./m,
    );
    expect(out).toMatch(/^ok {7}database {7}SQLite; will be made at the first start$/m);
  });

  test('works beside a running server', async () => {
    const cwd = makeFolder();
    await serve({ cwd });
    const { code, out } = await runHere(['doctor'], { cwd });
    expect({ code, wrong: /^wrong.*$/m.exec(out)?.[0] }).toEqual({ code: 0, wrong: undefined });
    expect(out).toMatch(/^ok {7}database {7}SQLite answers/m);
  });

  test('names what is wrong and ends with exit code 1', async () => {
    const cwd = makeFolder();
    writeFileSync(join(cwd, 'data'), '');
    const { code, out, err } = await runHere(['doctor'], { cwd, env: { GEO_DB: '/nowhere.mmdb' } });
    expect(code).toBe(1);
    expect(out).toMatch(/^wrong {4}data directory .* is a file, not a folder$/m);
    expect(out).toMatch(/^wrong {4}places {9}GEO_DB: \/nowhere\.mmdb cannot be read$/m);
    expect(err).toBe('quietzone: Something is wrong: data directory, database, places.\n');
    const nonsense = await runHere(['doctor'], { cwd, env: { PORT: 'x' } });
    expect(nonsense).toMatchObject({ code: 1, out: expect.stringContaining('PORT is "x"') });
  });
});
