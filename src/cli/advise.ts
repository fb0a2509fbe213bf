import { type Command, Option } from 'commander';
import { getCodeByIdOrSlug } from '../core/codes/list.ts';
import type { Core } from '../core/core.ts';
import { type Advice, type AdviceQuery, lights, surfaces } from '../core/designs/advice.ts';
import { adviseCode, parseAdviceQuery } from '../core/designs/advise.ts';
import { chooseAccess } from './choice.ts';
import { examples } from './examples.ts';
import { nameInPlace, readPlace } from './lengths.ts';
import { withCore } from './session.ts';
import type { Terminal } from './terminal.ts';

interface AdviseOptions {
  readonly distance: string;
  readonly dpi: string;
  readonly surface: string;
  readonly light: string;
  readonly workspace?: string;
  readonly json?: true;
}

export function addAdviseCommand(program: Command, terminal: Terminal): void {
  program
    .command('advise')
    .description('say how large a code must be printed, and how sturdy, for where it will hang')
    .argument('<code>', 'slug or id')
    .option('--distance <length>', 'from which it is scanned, such as 2m, 40cm or 6ft', '30cm')
    .option('--dpi <dots>', 'of the printer', '300')
    .addOption(new Option('--surface <surface>', 'what it is on').choices(surfaces).default('flat'))
    .addOption(new Option('--light <light>', 'that it is seen in').choices(lights).default('indoor'))
    .option('--workspace <name>', 'id, slug or name; not needed while there is one')
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      examples(
        'advise menu --distance 40cm',
        'advise poster --distance 2m --surface glossy --light dim --dpi 150',
      ),
    )
    .action((code: string, options: AdviseOptions) => {
      const query = readQuery(options);
      return withCore(terminal, (core) => runAdvise(core, terminal, code, options, query));
    });
}

function readQuery(options: AdviseOptions): AdviceQuery {
  const { surface, light } = options;
  return parseAdviceQuery({ ...readPlace(options), surface, light }, nameInPlace);
}

async function runAdvise(
  core: Core,
  terminal: Terminal,
  idOrSlug: string,
  options: AdviseOptions,
  query: AdviceQuery,
): Promise<void> {
  const access = await chooseAccess(core, options.workspace);
  const code = await getCodeByIdOrSlug(core, access, idOrSlug);
  const advice = await adviseCode(core, code, query);
  terminal.out(options.json ? `${JSON.stringify(advice)}\n` : renderAdvice(advice));
}

const reasons: Readonly<Record<Advice['boundBy'], string>> = {
  distance: 'as the distance asks for',
  printer: 'as fine as the printer prints well',
  surface: 'as the surface and the light ask for',
  proof: 'as the proof of its design asks for',
};

function renderAdvice(advice: Advice): string {
  const rows = [
    ['module', `at least ${mm(advice.moduleMm)}, ${advice.moduleDots} dots: ${reasons[advice.boundBy]}`],
    ['code', `at least ${mm(advice.codeMm)} wide with its quiet zone`],
    ['whole picture', `at least ${mm(advice.pictureMm)} wide`],
    ['symbol', `version ${advice.version}, ${advice.modules} modules a side`],
    ['error correction', `at least ${advice.errorCorrection}`],
    ['contrast', `${advice.contrast.toFixed(1)}:1; at least ${advice.contrastMin.toFixed(1)}:1`],
  ];
  return [
    ...rows.map(([name = '', value]) => `${name.padEnd(18)} ${value}\n`),
    ...advice.warnings.map((warning) => `\nWarning: ${warning}\n`),
    ...advice.savings.map(({ message }) => `\nShorter: ${message}\n`),
  ].join('');
}

/** Upwards: what is printed smaller than asked for is too small. */
function mm(length: number): string {
  const digits = length < 10 ? 2 : 1;
  return `${(Math.ceil(length * 10 ** digits - 1e-6) / 10 ** digits).toFixed(digits)} mm`;
}
