import { type Command, Option } from 'commander';
import { canSignIn } from '../core/accounts/accounts.ts';
import { makeResetLink } from '../core/accounts/links.ts';
import { removeSecondFactor, setDisabled, setOperator } from '../core/accounts/operators.ts';
import type { Core } from '../core/core.ts';
import { addMember, createUser } from '../core/workspaces/create.ts';
import { type Role, roles } from '../core/workspaces/roles.ts';
import type { User } from '../core/workspaces/workspace.ts';
import { chooseWorkspace, getUser } from './choice.ts';
import { examples } from './examples.ts';
import { operator, withCore } from './session.ts';
import { renderTable, renderTime } from './table.ts';
import type { Terminal } from './terminal.ts';

interface UserOptions {
  readonly name?: string;
  readonly workspace?: string;
  readonly role: Role;
}

export function addUserCommands(program: Command, terminal: Terminal): void {
  const user = program
    .command('user')
    .description('users: create, list, link, operator, disable, enable, reset-totp')
    .addHelpText('after', examples('user create ann@example.com', 'user link ann@example.com', 'user list'));
  user
    .command('create')
    .description('make a user who joins a workspace, or add one who is there to it, and print the id')
    .argument('<email>')
    .option('--name <name>', 'of a new user; default: the address')
    .option('--workspace <name>', 'id, slug or name; not needed while there is one')
    .addOption(
      new Option('--role <role>', 'what the user may do there')
        .choices(roles.filter((role) => role !== 'owner'))
        .default('member'),
    )
    .addHelpText(
      'after',
      examples(
        'user create ann@example.com',
        'user create bob@example.com --name Bob --workspace client --role admin',
      ),
    )
    .action((email: string, options: UserOptions) =>
      withCore(terminal, (core) => runCreate(core, terminal, email, options)),
    );
  user
    .command('list')
    .description('list users')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', examples('user list'))
    .action((options) => withCore(terminal, (core) => runList(core, terminal, options)));
  addSignInCommands(user, terminal);
  addDisableCommands(user, terminal);
}

function addDisableCommands(user: Command, terminal: Terminal): void {
  user
    .command('disable')
    .description('keep a user out: sessions end at once, and keys do not work meanwhile')
    .argument('<email>')
    .addHelpText('after', examples('user disable bob@example.com'))
    .action((email: string) => withCore(terminal, (core) => runDisable(core, terminal, email, true)));
  user
    .command('enable')
    .description('let a user in again who was disabled')
    .argument('<email>')
    .addHelpText('after', examples('user enable bob@example.com'))
    .action((email: string) => withCore(terminal, (core) => runDisable(core, terminal, email, false)));
}

function addSignInCommands(user: Command, terminal: Terminal): void {
  user
    .command('link')
    .description('print a link by which a user sets a password; it works once, for 24 hours')
    .argument('<email>')
    .addHelpText('after', examples('user link ann@example.com'))
    .action((email: string) => withCore(terminal, (core) => runLink(core, terminal, email)));
  user
    .command('reset-totp')
    .description('take the second factor off a user who has lost it: the password alone signs in again')
    .argument('<email>')
    .addHelpText('after', examples('user reset-totp ann@example.com'))
    .action((email: string) => withCore(terminal, (core) => runResetTotp(core, terminal, email)));
  user
    .command('operator')
    .description('make a user an operator, who looks after the whole instance, or no longer')
    .argument('<email>')
    .option('--revoke', 'the user is none from now on')
    .addHelpText('after', examples('user operator ann@example.com', 'user operator bob@example.com --revoke'))
    .action((email: string, options: { revoke?: true }) =>
      withCore(terminal, (core) => runOperator(core, terminal, email, options)),
    );
}

async function runCreate(core: Core, terminal: Terminal, email: string, options: UserOptions): Promise<void> {
  const workspace = await chooseWorkspace(core, options.workspace);
  const { name, role } = options;
  const joined = { id: workspace.id, role };
  const known = await core.store.workspaces.findUser(email.trim());
  if (known) {
    await addMember(core, operator, known, joined);
    terminal.out(`${known.id}\n`);
    terminal.err(
      `${known.email} (${known.name}) was there already, and is ${role} of the workspace ${workspace.slug} now.\n`,
    );
    return;
  }
  const user = await createUser(core, operator, {
    email,
    ...(name !== undefined && { name }),
    workspace: joined,
  });
  terminal.out(`${user.id}\n`);
  terminal.err(`${user.email} is ${role} of the workspace ${workspace.slug}.\n`);
  await tellLink(core, terminal, user);
}

/** Somebody who is on the list alone can do nothing with it. */
async function tellLink(core: Core, terminal: Terminal, user: User): Promise<void> {
  if (await canSignIn(core, user)) return;
  const { url } = await makeResetLink(core, user, { actor: operator, by: 'operator' });
  terminal.err(`With this link ${user.email} sets a password, once and within 24 hours: ${url}\n`);
}

async function runLink(core: Core, terminal: Terminal, email: string): Promise<void> {
  const user = await getUser(core, email);
  const { url, mailed } = await makeResetLink(core, user, { actor: operator, by: 'operator' });
  terminal.out(`${url}\n`);
  const sent = mailed ? ' It was sent by mail as well.' : '';
  terminal.err(`With this link ${user.email} sets a password, once and within 24 hours.${sent}\n`);
}

async function runResetTotp(core: Core, terminal: Terminal, email: string): Promise<void> {
  const user = await getUser(core, email);
  await removeSecondFactor(core, operator, user.id);
  terminal.err(`${user.email} signs in without a second factor now.\n`);
}

async function runOperator(
  core: Core,
  terminal: Terminal,
  email: string,
  options: { revoke?: true },
): Promise<void> {
  const user = await getUser(core, email);
  await setOperator(core, operator, user.id, options.revoke === undefined);
  terminal.err(`${user.email} is ${options.revoke ? 'no operator any more' : 'an operator now'}.\n`);
}

async function runDisable(core: Core, terminal: Terminal, email: string, value: boolean): Promise<void> {
  const user = await getUser(core, email);
  await setDisabled(core, operator, user.id, value);
  terminal.err(`${user.email} ${value ? 'is kept out now' : 'can sign in again'}.\n`);
}

async function runList(core: Core, terminal: Terminal, options: { json?: true }): Promise<void> {
  const { workspaces } = core.store;
  const users = await workspaces.listUsers();
  if (options.json) {
    for (const user of users) terminal.out(`${JSON.stringify(user)}\n`);
    return;
  }
  const rows: string[][] = [];
  for (const { id, email, name, createdAt } of users) {
    const slugs = (await workspaces.listOfUser(id)).map((workspace) => workspace.slug).join(', ');
    rows.push([email, name, slugs === '' ? '-' : slugs, id, renderTime(createdAt)]);
  }
  terminal.out(renderTable(['EMAIL', 'NAME', 'WORKSPACES', 'ID', 'CREATED'], rows));
}
