import type { Command } from 'commander';
import { getCodeByIdOrSlug } from '../core/codes/list.ts';
import { updateWeighedCode } from '../core/codes/update.ts';
import type { Core } from '../core/core.ts';
import { type Design, type Paint, plainDesign } from '../core/designs/design.ts';
import { listDesigns } from '../core/designs/history.ts';
import { presetNames, presets } from '../core/designs/presets.ts';
import type { DesignVersion } from '../core/designs/stored.ts';
import type { Access } from '../core/workspaces/access.ts';
import { chooseAccess } from './choice.ts';
import { addDesignOptions, type DesignOptions, readDesignInput } from './design-input.ts';
import { examples } from './examples.ts';
import { UsageError } from './failure.ts';
import { nameOfDesign, withNames } from './problem-names.ts';
import { withCore } from './session.ts';
import { renderTable, renderTime } from './table.ts';
import type { Terminal } from './terminal.ts';

interface CodeChoice {
  readonly workspace?: string;
}

interface SetOptions extends CodeChoice, DesignOptions {
  readonly plain?: true;
  readonly restore?: string;
  readonly requireProof?: true;
}

const workspaceOption = [
  '--workspace <name>',
  'of which workspace, by slug, name or id; default: the only one',
] as const;

export function addDesignCommands(program: Command, terminal: Terminal): void {
  const design = program
    .command('design')
    .description('how codes look: show, set, history, presets')
    .addHelpText('after', examples('design presets', 'design set menu --preset rounded', 'design show menu'));
  design
    .command('show')
    .description('print the design of a code as JSON, as `design set --file` takes it')
    .argument('<code>', 'slug or id')
    .option(...workspaceOption)
    .addHelpText('after', examples('design show menu > design.json'))
    .action((code: string, options: CodeChoice) =>
      withCode(terminal, code, options, async ({ found }) =>
        printDesign(terminal, found.design ?? plainDesign),
      ),
    );
  addDesignOptions(
    design.command('set').description('give a code another design').argument('<code>', 'slug or id'),
  )
    .option('--plain', 'take the design away: black squares on white')
    .option('--restore <version>', 'begin with an earlier design, see `design history`')
    .option('--require-proof', 'change nothing unless the design passes a quick proof')
    .option(...workspaceOption)
    .addHelpText(
      'after',
      examples(
        'design set menu --preset ocean --logo logo.png --require-proof',
        'design set menu --set modules.shape=dots eyes.frame.shape=circle modules.color=0a7357',
        'design set menu --file design.json',
        'design set menu --restore 2',
      ),
    )
    .action((code: string, options: SetOptions) =>
      withCode(terminal, code, options, (chosen) => runSet(chosen, terminal, options)),
    );
  design
    .command('history')
    .description('list every design that a code has had')
    .argument('<code>', 'slug or id')
    .option('--json', 'one JSON object for each, with the whole design')
    .option(...workspaceOption)
    .addHelpText('after', examples('design history menu'))
    .action((code: string, options: CodeChoice & { json?: true }) =>
      withCode(terminal, code, options, (chosen) => runHistory(chosen, terminal, options.json ?? false)),
    );
  design
    .command('presets')
    .description('list the designs to begin with')
    .option('--json', 'one JSON object')
    .addHelpText('after', examples('design presets', 'design presets --json'))
    .action(({ json }: { json?: true }) => printPresets(terminal, json ?? false));
}

interface ChosenCode {
  readonly core: Core;
  readonly access: Access;
  readonly found: Awaited<ReturnType<typeof getCodeByIdOrSlug>>;
}

function withCode(
  terminal: Terminal,
  code: string,
  { workspace }: CodeChoice,
  work: (chosen: ChosenCode) => Promise<void>,
): Promise<void> {
  return withCore(terminal, async (core) => {
    const access = await chooseAccess(core, workspace);
    await work({ core, access, found: await getCodeByIdOrSlug(core, access, code) });
  });
}

function printDesign(terminal: Terminal, design: Design): void {
  terminal.out(`${JSON.stringify(design, null, 2)}\n`);
}

async function runSet(chosen: ChosenCode, terminal: Terminal, options: SetOptions): Promise<void> {
  const { core, access, found } = chosen;
  const changes = await readDesignInput(core, async () => access, terminal, options);
  const isPlain = options.plain === true;
  if (isPlain && (changes !== undefined || options.restore !== undefined))
    throw new UsageError('--plain takes the whole design away: leave the other options out.');
  if (changes === undefined && options.restore === undefined && !isPlain)
    throw new UsageError('Say what the design is to be, with --preset, --set, --file, --logo or --restore.');
  const edit = {
    design: isPlain ? null : changes,
    restore: readVersion(options.restore),
    requireProof: options.requireProof,
  };
  const { code, warnings } = await withNames(nameOfDesign, () =>
    updateWeighedCode(core, access, found.id, edit),
  );
  for (const warning of warnings) terminal.err(`Warning: ${warning}\n`);
  const what = code.designVersion === found.designVersion ? 'has this design already' : 'has its new design';
  terminal.err(`${code.slug} ${what}, version ${code.designVersion}.\n`);
}

function readVersion(text: string | undefined): number | undefined {
  if (text === undefined || /^\d{1,9}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new UsageError(`--restore ${text}: use the number of a version, as \`design history\` shows them.`);
}

/** Of the history that is read at once. */
const pageMax = 1_000;

async function runHistory({ core, found }: ChosenCode, terminal: Terminal, json: boolean): Promise<void> {
  const versions = await listAll(core, found);
  if (json) {
    for (const version of versions) terminal.out(`${JSON.stringify(version)}\n`);
    return;
  }
  const rows = versions.map(({ version, at, actor, design }) => [
    ...[String(version), renderTime(at), actor.name, describe(design)],
  ]);
  terminal.out(renderTable(['VERSION', 'MADE', 'BY', 'DESIGN'], rows));
}

async function listAll(core: Core, found: ChosenCode['found']): Promise<readonly DesignVersion[]> {
  const all: DesignVersion[] = [];
  for (;;) {
    const { versions } = await listDesigns(core, found, { offset: all.length, limit: pageMax });
    all.push(...versions);
    if (versions.length < pageMax) return all;
  }
}

function printPresets(terminal: Terminal, json: boolean): void {
  if (json) return terminal.out(`${JSON.stringify(presets)}\n`);
  const rows = presetNames.map((name) => [name, describe(presets[name])]);
  terminal.out(renderTable(['PRESET', 'DESIGN'], rows));
}

/** In a few words: `dots in #14181a, eyes circle, logo, frame "Scan me"`. */
function describe(design: Design | null): string {
  if (design === null) return 'plain';
  const { modules, eyes, background, logo, frame } = design;
  const words = [`${modules.shape} in ${nameOfPaint(modules.color)}`, `eyes ${eyes.frame.shape}`];
  if (background !== '#ffffff') words.push(background === null ? 'no background' : `on ${background}`);
  if (logo) words.push('logo');
  if (frame) words.push(`frame "${frame.text}"`);
  return words.join(', ');
}

function nameOfPaint(paint: Paint): string {
  if (typeof paint === 'string') return paint;
  return paint.stops.map(({ color }) => color).join('-');
}
