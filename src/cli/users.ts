import { type Command, Option } from 'commander';
import type { Core } from '../core/core.ts';
import { addMember, createUser } from '../core/workspaces/create.ts';
import type { Role } from '../core/workspaces/roles.ts';
import { chooseWorkspace } from './choice.ts';
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
    .description('users: create, list')
    .addHelpText('after', examples('user create ann@example.com', 'user list'));
  user
    .command('create')
    .description('make a user who joins a workspace, or add one who is there to it, and print the id')
    .argument('<email>')
    .option('--name <name>', 'of a new user; default: the address')
    .option('--workspace <name>', 'id, slug or name; not needed while there is one')
    .addOption(
      new Option('--role <role>', 'what the user may do there')
        .choices(['admin', 'member', 'viewer'])
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
