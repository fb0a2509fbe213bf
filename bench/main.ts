/** Measures what the design wants to be reached and writes the page about it; `--help` tells how. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { StartError } from '../src/runtime/start-error.ts';
import { type Circumstances, describeCommit, describeMachine, loadOfLastMinute } from './machine.ts';
import { type BenchOptions, parseOptions, usage } from './options.ts';
import { root } from './quietzone.ts';
import { type Measured, type Report, renderPage } from './report/page.ts';
import type { BenchContext, Section } from './section.ts';
import { api } from './sections/api.ts';
import { dashboard } from './sections/dashboard.ts';
import { drain } from './sections/drain.ts';
import { images } from './sections/images.ts';
import { log } from './sections/log.ts';
import { redirect } from './sections/redirect.ts';
import { signIn } from './sections/sign-in.ts';
import { start } from './sections/start.ts';
import { large, statistics } from './sections/statistics.ts';

const sections: readonly Section[] = [
  redirect,
  signIn,
  drain,
  log,
  statistics,
  large,
  api,
  images,
  start,
  dashboard,
];
const data = join(root, 'bench/data');
/** Outside of the checkout, so that nobody takes it for a measurement. */
const quickDir = join(tmpdir(), 'quietzone-bench-quick');
const runFolder = join(data, `run-${process.pid}`);

process.on('exit', () => rmSync(runFolder, { recursive: true, force: true, maxRetries: 5 }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

const say = (text: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options === 'help') return void process.stdout.write(`${usage}\n`);
  if (options.only.some((name) => !sections.some((section) => section.name === name))) {
    throw new StartError(`No such section.\n\n${usage}`);
  }
  const wanted = sections
    .filter(({ name }) => options.only.length === 0 || options.only.includes(name))
    .filter((section) => section !== large || options.large);
  const outDir = resolve(options.outDir ?? (options.quick ? quickDir : join(root, 'docs')));
  mkdirSync(outDir, { recursive: true });
  for (const section of wanted) {
    const measured = await measure(section, options);
    // After every section, so that a run that is broken off has not been in vain.
    write(outDir, { ...readReport(outDir), [section.name]: measured });
  }
  say(`written: ${join(outDir, 'benchmarks.md')}`);
}

async function measure(section: Section, options: BenchOptions): Promise<Measured> {
  say(`== ${section.name}`);
  const startedAt = performance.now();
  const circumstances: Omit<Circumstances, 'seconds'> = {
    machine: describeMachine(),
    date: new Date().toISOString().slice(0, 10),
    ...describeCommit(root),
    command: ['node bench/main.ts', ...process.argv.slice(2)].join(' '),
    loadBefore: loadOfLastMinute(),
  };
  const context = createContext(section, options);
  const result = await section.run(context);
  rmSync(runFolder, { recursive: true, force: true });
  const seconds = (performance.now() - startedAt) / 1000;
  for (const { what, measured, unit, detail } of result.figures) {
    say(`   ${what}: ${measured.toPrecision(4)} ${unit}${detail ? ` (${detail})` : ''}`);
  }
  return { ...result, ...circumstances, seconds, quick: options.quick };
}

function createContext(section: Section, options: BenchOptions): BenchContext {
  return {
    options,
    newFolder(name) {
      const folder = join(runFolder, name);
      mkdirSync(folder, { recursive: true });
      return folder;
    },
    say: (text) => say(`${section.name}: ${text}`),
  };
}

function readReport(outDir: string): Report {
  const file = join(outDir, 'benchmarks.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : {};
}

function write(outDir: string, report: Report): void {
  // Where the tree lies on this machine is nobody's business.
  const json = JSON.stringify(report, null, 1).replaceAll(`${root}/`, '');
  writeFileSync(join(outDir, 'benchmarks.json'), `${json}\n`);
  writeFileSync(join(outDir, 'benchmarks.md'), renderPage(sections, report));
}

try {
  await main();
  process.exit(0);
} catch (error) {
  const expected = error instanceof StartError;
  process.stderr.write(
    `${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
}
