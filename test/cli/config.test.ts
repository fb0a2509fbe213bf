import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder, run, runHere } from './quietzone-process.ts';

describe('quietzone config and options', { timeout: 60_000 }, () => {
  test('config print shows every value with its source and masks secrets', async () => {
    const cwd = makeFolder();
    writeFileSync(join(cwd, '.env'), 'LOG_LEVEL=warn\n');
    writeFileSync(join(cwd, 'url'), 'postgres://quiet:hunter2@db.example.com/q\n');
    const { code, out, err } = await run(['config', 'print'], {
      cwd,
      env: { PORT: '8080', DATABASE_URL_FILE: 'url' },
    });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')).toEqual(
      expect.arrayContaining([
        'PORT=8080 # environment',
        'LOG_LEVEL=warn # .env',
        'DATABASE_URL=******** # file',
        'HOST=0.0.0.0 # default',
      ]),
    );
    expect(out).not.toContain('hunter2');
  });

  test('nonsense refuses every command with one sentence that names the option', async () => {
    const cwd = makeFolder();
    for (const args of [['serve'], ['key', 'list'], ['config', 'print'], ['migrate'], ['demo']]) {
      expect(await runHere(args, { cwd, env: { PORT: '99999' } }), args.join(' ')).toEqual({
        code: 2,
        out: '',
        err: 'quietzone: PORT is "99999": use a whole number from 0 to 65535.\n',
      });
    }
  });

  test('no command and an unknown one are exit code 2', async () => {
    const cwd = makeFolder();
    expect(await runHere([], { cwd })).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('Usage: quietzone'),
    });
    const unknown = await runHere(['server'], { cwd });
    expect(unknown).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^quietzone: unknown command 'server'/),
    });
  });
});
