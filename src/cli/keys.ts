import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Core } from '../core/core.ts';
import { createKey, findKeys, importKey, type NewKey, revokeKey } from '../core/keys/create.ts';
import { type ApiKey, type Dialect, dialects, isUsable, shownPart } from '../core/keys/key.ts';
import type { User, Workspace } from '../core/workspaces/workspace.ts';
import { chooseFirstWorkspace, chooseMember, chooseWorkspace, getUser } from './choice.ts';
import { examples } from './examples.ts';
import { UsageError } from './failure.ts';
import { operator, withCore } from './session.ts';
import { renderTable, renderTime } from './table.ts';
import type { Terminal } from './terminal.ts';
import { parseExpiry } from './times.ts';

interface KeyOptions {
  readonly dialect: Dialect;
  readonly workspace?: string;
  readonly user?: string;
  readonly name?: string;
  readonly expires?: string;
  readonly readOnly?: true;
}

type ImportOptions = KeyOptions & { readonly stdin?: true; readonly file?: string };

export function addKeyCommands(program: Command, terminal: Terminal): void {
  const key = program
    .command('key')
    .description('API keys: create, import, list, revoke')
    .addHelpText('after', examples('key create --dialect qra', 'key list', 'key revoke qrf_live_Ab12Cd'));
  addNewKeyOptions(key.command('create'))
    .description('make a key and print it, alone, on standard output; it is never shown again')
    .addHelpText(
      'after',
      examples(
        'key create --dialect qra',
        'key create --dialect qra --read-only --name Reports',
        'key create --dialect qr-track --user ann@example.com --expires 1y',
      ),
    )
    .action((options: KeyOptions) => withCore(terminal, (core) => runCreate(core, terminal, options)));
  addNewKeyOptions(key.command('import'))
    .description('take over a key made elsewhere, so that the programs that hold it keep working')
    .option('--stdin', 'read the key from standard input')
    .option('--file <path>', 'read the key from a file')
    .addHelpText(
      'after',
      examples('key import --dialect qra --stdin < key.txt', 'key import --dialect qr-track --file key.txt'),
    )
    .action((options: ImportOptions) => withCore(terminal, (core) => runImport(core, terminal, options)));
  key
    .command('list')
    .description('list keys, revoked ones included')
    .option('--workspace <name>', 'only those of this workspace')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', examples('key list', 'key list --json'))
    .action((options) => withCore(terminal, (core) => runList(core, terminal, options)));
  key
    .command('revoke')
    .description('revoke a key, at once and for ever')
    .argument('<key>', 'the beginning of the key as `key list` shows it, its id, or the whole key')
    .addHelpText('after', examples('key revoke qrf_live_Ab12Cd'))
    .action((text: string) => withCore(terminal, (core) => runRevoke(core, terminal, text)));
}

function addNewKeyOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--dialect <dialect>', 'the API that the key speaks')
        .choices(dialects)
        .makeOptionMandatory(),
    )
    .option(
      '--workspace <name>',
      'id, slug or name; not needed while there is one, nor for qr-track with --user',
    )
    .option('--user <email>', 'the member that the key acts as; qr-track keys always act as one')
    .option('--name <name>', 'shown in lists and in the log of changes')
    .option('--expires <when>', 'a date such as 2027-12-31, or a span such as 90d or 1y')
    .option('--read-only', 'for reading alone: whatever would change something is refused');
}

async function runCreate(core: Core, terminal: Terminal, options: KeyOptions): Promise<void> {
  const { key, raw } = await createKey(
    core,
    operator,
    await parseNewKey(core, terminal, options, 'Command line'),
  );
  terminal.out(`${raw}\n`);
  terminal.err(
    `${await describe(core, key)}. It is shown this once; revoke it with: quietzone key revoke ${key.prefix}\n`,
  );
}

async function runImport(core: Core, terminal: Terminal, options: ImportOptions): Promise<void> {
  if ((options.stdin === undefined) === (options.file === undefined)) {
    throw new UsageError(
      'Give the key by --stdin or by --file; as an argument it would be seen in the list of processes.',
    );
  }
  const text =
    options.file === undefined
      ? await terminal.readInput()
      : await readFile(resolve(terminal.cwd, options.file), 'utf8');
  const input = await parseNewKey(core, terminal, options, 'Imported');
  const key = await importKey(core, operator, input, text.trim());
  terminal.out(`${key.id}\n`);
  terminal.err(`${await describe(core, key)}.\n`);
}

async function parseNewKey(
  core: Core,
  terminal: Terminal,
  options: KeyOptions,
  defaultName: string,
): Promise<NewKey> {
  const named = options.user === undefined ? undefined : await getUser(core, options.user);
  const workspace = await chooseKeyWorkspace(core, terminal, options, named);
  const actsAsUser = named !== undefined || options.dialect === 'qr-track';
  const user = actsAsUser ? await chooseMember(core, workspace, named) : undefined;
  const expiresAt = options.expires === undefined ? null : parseExpiry(options.expires, core.clock.now());
  const { dialect, name = defaultName, readOnly = false } = options;
  return { dialect, workspaceId: workspace.id, userId: user?.id ?? null, name, expiresAt, readOnly };
}

/** A qr-track key of a user in several workspaces is for the first of them unless another is chosen. */
async function chooseKeyWorkspace(
  core: Core,
  terminal: Terminal,
  options: KeyOptions,
  user: User | undefined,
): Promise<Workspace> {
  if (options.dialect !== 'qr-track' || !user) return chooseWorkspace(core, options.workspace, user);
  const { workspace, others } = await chooseFirstWorkspace(core, options.workspace, user);
  if (others > 0) {
    terminal.err(
      `${user.email} is in several workspaces: the key is for the first, ${workspace.slug}; --workspace chooses another.\n`,
    );
  }
  return workspace;
}

async function describe(core: Core, key: ApiKey): Promise<string> {
  const workspace = await core.store.workspaces.find(key.workspaceId);
  const user = key.userId === null ? undefined : await core.store.workspaces.findUser(key.userId);
  const until = key.expiresAt === null ? '' : ` until ${renderTime(key.expiresAt)}`;
  return `A ${key.readOnly ? 'read-only ' : ''}${key.dialect} key for the workspace ${workspace?.slug ?? key.workspaceId}${user ? ` as ${user.email}` : ''}${until}`;
}

async function runList(
  core: Core,
  terminal: Terminal,
  options: { workspace?: string; json?: true },
): Promise<void> {
  const workspace = options.workspace === undefined ? null : await chooseWorkspace(core, options.workspace);
  const keys = await core.store.keys.list(workspace?.id ?? null);
  if (options.json) {
    for (const key of keys) terminal.out(`${JSON.stringify(key)}\n`);
    return;
  }
  const slugs = new Map((await core.store.workspaces.list()).map(({ id, slug }) => [id, slug]));
  const emails = new Map((await core.store.workspaces.listUsers()).map(({ id, email }) => [id, email]));
  const nowMs = core.clock.now();
  const rows = keys.map((key) => [
    `${key.prefix}…`,
    key.dialect,
    slugs.get(key.workspaceId) ?? key.workspaceId,
    emails.get(key.userId ?? '') ?? '-',
    key.name,
    stateOf(key, nowMs),
    key.readOnly ? 'read' : 'read and write',
    renderTime(key.createdAt),
    renderTime(key.lastUsedAt),
    renderTime(key.expiresAt),
  ]);
  terminal.out(
    renderTable(
      ['KEY', 'DIALECT', 'WORKSPACE', 'USER', 'NAME', 'STATE', 'MAY', 'CREATED', 'LAST USED', 'EXPIRES'],
      rows,
    ),
  );
}

function stateOf(key: ApiKey, nowMs: number): string {
  if (key.revokedAt !== null) return 'revoked';
  return isUsable(key, nowMs) ? 'active' : 'expired';
}

async function runRevoke(core: Core, terminal: Terminal, text: string): Promise<void> {
  const found = await findKeys(core, text.trim().replace(/…$/, ''));
  const usable = found.filter((key) => key.revokedAt === null);
  const [key, ...others] = usable.length > 0 ? usable : found;
  if (!key) {
    // It may be a raw key with a letter too many, which nobody else shall read.
    throw new UsageError(`There is no key ${shownPart(text)}…; \`quietzone key list\` shows them.`);
  }
  if (others.length > 0) {
    const names = [key, ...others].map((one) => `${one.prefix} (${one.id})`).join(', ');
    throw new UsageError(`Several keys begin like that; say which one by its id: ${names}.`);
  }
  await revokeKey(core, operator, key);
  terminal.err(`${key.prefix}… is revoked.\n`);
}
