import { type Command, Option } from 'commander';
import type { Core } from '../core/core.ts';
import { type PlanName, planNames } from '../core/limits/plans.ts';
import { createWorkspace, setLocked, setPlan } from '../core/workspaces/create.ts';
import { chooseUser, chooseWorkspace } from './choice.ts';
import { examples } from './examples.ts';
import { UsageError } from './failure.ts';
import { operator, withCore } from './session.ts';
import { renderTable, renderTime } from './table.ts';
import type { Terminal } from './terminal.ts';

export function addWorkspaceCommands(program: Command, terminal: Terminal): void {
  const workspace = program
    .command('workspace')
    .description('workspaces: create, set the plan, lock, unlock, list')
    .addHelpText('after', examples('workspace create "Print shop"', 'workspace plan pro', 'workspace list'));
  workspace
    .command('create')
    .description('make a workspace and print its id')
    .argument('<name>')
    .option('--owner <email>', 'the user who owns it; not needed while there is one')
    .addOption(new Option('--plan <plan>', 'default: DEFAULT_PLAN').choices(planNames))
    .addHelpText(
      'after',
      examples('workspace create "Print shop"', 'workspace create Client --owner ann@example.com --plan pro'),
    )
    .action((name: string, options) =>
      withCore(terminal, (core) => runCreate(core, terminal, name, options)),
    );
  workspace
    .command('plan')
    .description('put a workspace on a plan; its codes go on redirecting on every plan')
    .argument('<plan>', planNames.join(', '))
    .option('--workspace <name>', 'id, slug or name; not needed while there is one')
    .addHelpText('after', examples('workspace plan pro', 'workspace plan free --workspace client'))
    .action((plan: string, options) => withCore(terminal, (core) => runPlan(core, terminal, plan, options)));
  addLockCommand(workspace, terminal, 'lock', 'let nothing be changed in a workspace; its codes redirect');
  addLockCommand(workspace, terminal, 'unlock', 'let things be changed in a workspace again');
  workspace
    .command('list')
    .description('list workspaces')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', examples('workspace list'))
    .action((options) => withCore(terminal, (core) => runList(core, terminal, options)));
}

function addLockCommand(
  parent: Command,
  terminal: Terminal,
  name: 'lock' | 'unlock',
  description: string,
): void {
  parent
    .command(name)
    .description(description)
    .option('--workspace <name>', 'id, slug or name; not needed while there is one')
    .addHelpText('after', examples(`workspace ${name}`, `workspace ${name} --workspace client`))
    .action((options) => withCore(terminal, (core) => runLock(core, terminal, name === 'lock', options)));
}

async function runCreate(
  core: Core,
  terminal: Terminal,
  name: string,
  options: { owner?: string; plan?: PlanName },
): Promise<void> {
  const owner = await chooseUser(core, options.owner);
  const plan = options.plan ?? core.settings.defaultPlan;
  const workspace = await createWorkspace(core, operator, { name, plan, ownerId: owner.id });
  terminal.out(`${workspace.id}\n`);
  terminal.err(`The workspace ${workspace.slug} of ${owner.email} is on the ${workspace.plan} plan.\n`);
}

async function runPlan(
  core: Core,
  terminal: Terminal,
  text: string,
  options: { workspace?: string },
): Promise<void> {
  const plan = planNames.find((name) => name === text.toLowerCase());
  if (plan === undefined) throw new UsageError(`There is no plan ${text}: use ${planNames.join(', ')}.`);
  const workspace = await chooseWorkspace(core, options.workspace);
  await setPlan(core, operator, workspace, plan);
  terminal.err(`The workspace ${workspace.slug} is on the ${plan} plan.\n`);
}

async function runLock(
  core: Core,
  terminal: Terminal,
  locked: boolean,
  options: { workspace?: string },
): Promise<void> {
  const workspace = await chooseWorkspace(core, options.workspace);
  await setLocked(core, operator, workspace, locked);
  terminal.err(
    locked
      ? `The workspace ${workspace.slug} is locked: its codes redirect, and nothing in it can be changed.\n`
      : `The workspace ${workspace.slug} is not locked.\n`,
  );
}

async function runList(core: Core, terminal: Terminal, options: { json?: true }): Promise<void> {
  const workspaces = await core.store.workspaces.list();
  if (options.json) {
    for (const workspace of workspaces) terminal.out(`${JSON.stringify(workspace)}\n`);
    return;
  }
  const rows = workspaces.map(({ slug, name, plan, lockedAt, id, createdAt }) => [
    slug,
    name,
    plan,
    renderTime(lockedAt),
    id,
    renderTime(createdAt),
  ]);
  terminal.out(renderTable(['SLUG', 'NAME', 'PLAN', 'LOCKED', 'ID', 'CREATED'], rows));
}
