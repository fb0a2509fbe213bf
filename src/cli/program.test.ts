import { expect, test } from 'vitest';
import { createProgram, runCli } from './program.ts';
import type { Terminal } from './terminal.ts';

function recordTerminal() {
  const said = { out: '', err: '' };
  const terminal: Terminal = {
    env: {},
    cwd: '/',
    out: (text) => {
      said.out += text;
    },
    write: async (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    readInput: () => Promise.resolve(''),
  };
  return { terminal, said };
}

/** Every command that does something, as its words. */
function commandsOf(
  command: ReturnType<typeof createProgram>,
  words: readonly string[] = [],
): readonly string[][] {
  if (command.commands.length === 0) return [[...words]];
  return command.commands.flatMap((child) => commandsOf(child, [...words, child.name()]));
}

const commands = commandsOf(createProgram(recordTerminal().terminal));

test('the commands are those that the manual promises', () => {
  expect(commands.map((words) => words.join(' ')).sort()).toEqual([
    'advise',
    'code resume',
    'code suspend',
    'code suspended',
    'config print',
    'demo',
    'design history',
    'design presets',
    'design set',
    'design show',
    'doctor',
    'export',
    'host block',
    'host list',
    'host unblock',
    'image',
    'import',
    'key create',
    'key import',
    'key list',
    'key revoke',
    'logo add',
    'logo list',
    'logo remove',
    'migrate',
    'pictures',
    'proof',
    'scans erase',
    'serve',
    'sheet',
    'stats rebuild',
    'stats reclassify',
    'stats status',
    'stats verify',
    'user create',
    'user disable',
    'user enable',
    'user link',
    'user list',
    'user operator',
    'user reset-totp',
    'workspace create',
    'workspace list',
    'workspace lock',
    'workspace plan',
    'workspace unlock',
  ]);
});

const groups = [['code'], ['host'], ['key'], ['user'], ['workspace'], ['config']];

test.each([[], ...groups, ...commands].map((words) => [words] as const))(
  '%j has help with examples',
  async (words) => {
    const { terminal, said } = recordTerminal();
    expect(await runCli([...words, '--help'], terminal)).toBe(0);
    expect(said.err).toBe('');
    expect(said.out).toMatch(/Examples:\n {2}\$ quietzone /);
  },
);

test('every option of a command is described', () => {
  const all = commands.map((words) =>
    words.reduce(
      (at, name) => at.commands.find((child) => child.name() === name) ?? at,
      createProgram(recordTerminal().terminal),
    ),
  );
  for (const command of all) {
    expect(command.description(), command.name()).not.toBe('');
    for (const option of command.options)
      expect(option.description, `${command.name()} ${option.flags}`).not.toBe('');
  }
});
