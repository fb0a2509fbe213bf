import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, runHere } from './quietzone-process.ts';

test('a file becomes codes with their short links, or none, and every wrong line is told', {
  timeout: 60_000,
}, async () => {
  const cwd = makeFolder();
  // As a German spreadsheet saves it: semicolons and windows-1252.
  writeFileSync(
    join(cwd, 'good.csv'),
    Buffer.from('Name;Slug;Ziel\nBäcker;t-1;https://a.example/\n', 'latin1'),
  );
  const good = await runHere(['import', 'good.csv'], { cwd });
  expect(good).toMatchObject({ code: 0, err: expect.stringContaining('1 code imported.') });
  expect(good.out).toMatch(/^line,name,slug,short_url\r\n2,"Bäcker","t-1","http:\/\/[^"]+\/p\/t-1"\r\n$/);
  writeFileSync(join(cwd, 'wrong.csv'), 'slug,url\nt-2,https://b.example/\nT-1,nonsense\n');
  const wrong = await runHere(['import', 'wrong.csv'], { cwd });
  expect(wrong).toMatchObject({ code: 2, out: '' });
  expect(wrong.err).toMatch(
    /^line 3: destination: must be .*\nquietzone: Nothing was imported: 1 wrong row\.\n$/m,
  );
  expect(await runHere(['import', 'missing.csv'], { cwd })).toMatchObject({ code: 2, out: '' });
});
