import type { Command } from 'commander';
import { getCodeByIdOrSlug } from '../core/codes/list.ts';
import { updateWeighedCode } from '../core/codes/update.ts';
import { parseBySchema } from '../core/content/problems.ts';
import type { Core } from '../core/core.ts';
import { deleteLogo, listLogos } from '../core/designs/logos.ts';
import { designLimits, logoSizeField } from '../core/designs/schema.ts';
import type { Logo } from '../core/designs/stored.ts';
import { chooseAccess } from './choice.ts';
import { uploadLogo } from './design-input.ts';
import { examples } from './examples.ts';
import { UsageError } from './failure.ts';
import { readNumber } from './lengths.ts';
import { withCore } from './session.ts';
import { renderTable, renderTime } from './table.ts';
import type { Terminal } from './terminal.ts';

interface WorkspaceOption {
  readonly workspace?: string;
}

interface AddOptions extends WorkspaceOption {
  readonly name?: string;
  readonly code?: string;
  readonly size?: string;
}

const addHelp = `
PNG, JPEG, WebP or SVG of at most 1 MB and 4 megapixels. It is kept as a PNG of at most 1024 px a side without
metadata; an SVG is drawn, and must be without text, scripts and links to the outside.
${examples('logo add logo.svg', 'logo add logo.png --code menu --size 0.25')}`;

export function addLogoCommands(program: Command, terminal: Terminal): void {
  const { min, max } = designLimits.logoSize;
  const workspaceHelp = 'id, slug or name; not needed while there is one';
  const logo = program
    .command('logo')
    .description('logos for the middle of codes: add, list, remove')
    .addHelpText('after', examples('logo add logo.svg --code menu', 'logo list', 'logo remove 3f0a6d2c'));
  logo
    .command('add')
    .description('take in a picture as a logo and print its id')
    .argument('<file>', 'the picture')
    .option('--name <name>', 'shown in lists; default: the name of the file')
    .option(
      '--code <code>',
      'slug or id of a code that gets it at once, with the rest of its design as it is',
    )
    .option('--size <share>', `of the width of the code, ${min} to ${max}; with --code`)
    .option('--workspace <name>', workspaceHelp)
    .addHelpText('after', addHelp)
    .action((file: string, options: AddOptions) => {
      const size = parseSize(options);
      return withCore(terminal, (core) => runAdd(core, terminal, file, options, size));
    });
  logo
    .command('list')
    .description('list logos, the newest first')
    .option('--workspace <name>', workspaceHelp)
    .option('--json', 'one JSON object a line')
    .addHelpText('after', examples('logo list', 'logo list --json'))
    .action((options: WorkspaceOption & { readonly json?: true }) =>
      withCore(terminal, (core) => runList(core, terminal, options)),
    );
  logo
    .command('remove')
    .description('delete a logo that no code uses')
    .argument('<logo>', 'its id, or the beginning of it as `logo list` shows')
    .option('--workspace <name>', workspaceHelp)
    .addHelpText('after', examples('logo remove 3f0a6d2c81e4'))
    .action((id: string, options: WorkspaceOption) =>
      withCore(terminal, (core) => runRemove(core, terminal, id, options)),
    );
}

async function runAdd(
  core: Core,
  terminal: Terminal,
  file: string,
  options: AddOptions,
  size: number | undefined,
): Promise<void> {
  const access = await chooseAccess(core, options.workspace);
  const code = options.code === undefined ? undefined : await getCodeByIdOrSlug(core, access, options.code);
  const logo = await uploadLogo(core, access, terminal, file, options.name);
  terminal.out(`${logo.id}\n`);
  if (!logo.isNew) terminal.err('This picture is there already.\n');
  terminal.err(`The logo ${logo.name} is kept with ${logo.width} × ${logo.height} px.\n`);
  if (code === undefined) return;
  const design = { logo: { image: logo.id, ...(size !== undefined && { size }) } };
  const { warnings } = await updateWeighedCode(core, access, code.id, { design });
  terminal.err(`The code ${code.slug} has it now.\n`);
  for (const warning of warnings) terminal.err(`Warning: ${warning}\n`);
}

function parseSize({ size, code }: AddOptions): number | undefined {
  if (size === undefined) return undefined;
  if (code === undefined) throw new UsageError('--size is of a logo in a code: say which one with --code.');
  return parseBySchema(logoSizeField, readNumber(size), () => '--size');
}

async function runList(
  core: Core,
  terminal: Terminal,
  options: WorkspaceOption & { readonly json?: true },
): Promise<void> {
  const logos = await listLogos(core, await chooseAccess(core, options.workspace));
  if (options.json) {
    for (const logo of logos) terminal.out(`${JSON.stringify(logo)}\n`);
    return;
  }
  const rows = logos.map((logo) => [
    `${logo.id.slice(0, shownIdLength)}…`,
    logo.name,
    `${logo.width} × ${logo.height}`,
    renderTime(logo.createdAt),
  ]);
  terminal.out(renderTable(['LOGO', 'NAME', 'PX', 'CREATED'], rows));
}

const shownIdLength = 12;
/** Fewer name another logo by mistake. */
const idLengthMin = 8;

async function runRemove(
  core: Core,
  terminal: Terminal,
  text: string,
  options: WorkspaceOption,
): Promise<void> {
  const access = await chooseAccess(core, options.workspace);
  const logo = chooseLogo(await listLogos(core, access), text.trim().replace(/…$/, '').toLowerCase());
  await deleteLogo(core, access, logo.id);
  terminal.err(`The logo ${logo.name} is deleted.\n`);
}

function chooseLogo(logos: readonly Logo[], start: string): Logo {
  if (start.length < idLengthMin)
    throw new UsageError(`${start}: give at least ${idLengthMin} characters of the id.`);
  const [logo, ...others] = logos.filter(({ id }) => id.startsWith(start));
  if (!logo) throw new UsageError(`There is no logo ${start}; \`quietzone logo list\` shows them.`);
  if (others.length > 0) throw new UsageError('Several logos begin like that: give more of the id.');
  return logo;
}
