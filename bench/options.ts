import { parseArgs } from 'node:util';
import { StartError } from '../src/runtime/start-error.ts';

export interface BenchOptions {
  /** Names of sections; empty for all. */
  readonly only: readonly string[];
  /** Short runs that prove that everything works; their numbers mean nothing. */
  readonly quick: boolean;
  /** Size of the scan log. */
  readonly scans: number;
  readonly postgres: boolean;
  /** Also statistics at 100 M scans. */
  readonly large: boolean;
  /** Folder of the report; null for the default one. */
  readonly outDir: string | null;
}

export const usage = `node bench/main.ts [--only name,…] [--quick] [--scans 10000000] [--no-postgres] [--large] [--out docs]

Sections: redirect, sign-in, drain, log, statistics, api, images, start, dashboard; with --large also large. A full run writes docs/benchmarks.md and docs/benchmarks.json;
with --only the other sections stay as they were measured before. A quick run writes to
quietzone-bench-quick in the folder for temporary files. Data sets of scans are kept in bench/data.`;

const scansDefault = 10_000_000;
const scansQuick = 200_000;

export function parseOptions(args: readonly string[]): BenchOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      quick: { type: 'boolean', default: false },
      scans: { type: 'string' },
      postgres: { type: 'boolean', default: true },
      large: { type: 'boolean', default: false },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
    allowNegative: true,
  });
  if (values.help) return 'help';
  const scans =
    values.scans === undefined ? (values.quick ? scansQuick : scansDefault) : Number(values.scans);
  if (!Number.isSafeInteger(scans) || scans < 10_000) {
    throw new StartError('--scans takes a whole number from 10000.');
  }
  return {
    only: values.only.split(',').filter(Boolean),
    quick: values.quick,
    scans,
    postgres: values.postgres,
    large: values.large,
    outDir: values.out ?? null,
  };
}
