import { runLoad } from '../load/load.ts';
import { mainThreadSecondsOf } from '../processes.ts';
import { medianOf } from '../quantiles.ts';
import { configOf, type Server, startServer, withCore } from '../quietzone.ts';
import type { BenchContext, Figure, Section, SectionResult } from '../section.ts';
import { seedCodes } from '../workload/codes.ts';
import { scanRequests } from '../workload/requests.ts';

const codes = 1_000;
const connections = 64;
const fewConnections = 8;
/** Some twenty times what can be hashed: more would measure what any request costs, and not what passwords do. */
const guessesPerSecond = 200;

export const signIn: Section = {
  name: 'sign-in',
  title: 'Redirect under a flood of sign-ins',
  method: `A server on core 0 is asked from core 1 for scans of ${codes} codes, over ${connections} and over ${fewConnections}
kept connections, in turn alone and while ${guessesPerSecond} a second sign in, each as another account from another address, so that no allowance is ever used up: each is hashed, as a right password is, or refused because too many wait.
The hashes run on core 0 as well, in a thread that goes behind everything else. Medians of the rounds.`,
  run: runSignIn,
};

interface Rounds {
  readonly alone: number[];
  readonly beside: number[];
}

const emptyRounds = (): Rounds => ({ alone: [], beside: [] });

interface Measures {
  readonly rates: Rounds;
  readonly p99Ms: Rounds;
  readonly workUs: Rounds;
}

interface Flood {
  /** By status of the answer. */
  readonly answers: Map<number, number>;
  readonly seconds: number;
}

async function runSignIn(context: BenchContext): Promise<SectionResult> {
  const { quick } = context.options;
  const dataDir = context.newFolder('sign-in');
  await withCore(configOf(dataDir), (core) => seedCodes(core, codes));
  const server = await startServer({ dataDir, core: 0, env: { TRUST_PROXY: '127.0.0.1' } });
  const [rates, p99Ms, workUs] = [emptyRounds(), emptyRounds(), emptyRounds()];
  const floods: Flood[] = [];
  const requests = scanRequests(server.port, codes, 7);
  const pid = server.process.child.pid ?? 0;
  /** Many connections: their rate, and what the thread that answers has worked for each scan. */
  const loadMany = async (of: keyof Rounds) => {
    const before = mainThreadSecondsOf(pid);
    const { answers, perSecond } = await load(connections);
    rates[of].push(perSecond);
    workUs[of].push(((mainThreadSecondsOf(pid) - before) * 1e6) / answers);
  };
  const load = (count: number) =>
    runLoad({ port: server.port, requests, connections: count, seconds: quick ? 1 : 6 }, dataDir);
  try {
    await load(connections);
    // The first sign-in loads what signs people in.
    await askSignIn(server, 'nobody@example.com', '10.0.0.0');
    for (let round = 0; round < (quick ? 1 : 5); round += 1) {
      context.say(`round ${round + 1}`);
      await loadMany('alone');
      p99Ms.alone.push((await load(fewConnections)).p99Ms);
      floods.push(
        await floodDuring(server, async () => {
          await loadMany('beside');
          p99Ms.beside.push((await load(fewConnections)).p99Ms);
        }),
      );
    }
  } finally {
    await server.stop();
  }
  const raw = {
    rates,
    p99Ms,
    workUs,
    floods: floods.map(({ answers, seconds }) => ({ seconds, ...Object.fromEntries(answers) })),
  };
  return { figures: figuresOf({ rates, p99Ms, workUs }, floods), notes: [], raw };
}

let guessed = 0;

/** Signs in while `work` goes on. */
async function floodDuring(server: Server, work: () => Promise<void>): Promise<Flood> {
  const answers = new Map<number, number>();
  const underWay = new Set<Promise<void>>();
  const guess = async () => {
    guessed += 1;
    const address = `10.${(guessed >> 16) & 255}.${(guessed >> 8) & 255}.${guessed & 255}`;
    const { status } = await askSignIn(server, `nobody${guessed}@example.com`, address);
    answers.set(status, (answers.get(status) ?? 0) + 1);
  };
  const startedAt = performance.now();
  const timer = setInterval(() => {
    const asked = guess().finally(() => underWay.delete(asked));
    underWay.add(asked);
  }, 1000 / guessesPerSecond);
  await work();
  clearInterval(timer);
  const measured = { answers: new Map(answers), seconds: (performance.now() - startedAt) / 1000 };
  // What waits at the end is not of this time.
  await Promise.all(underWay);
  return measured;
}

async function askSignIn(server: Server, email: string, address: string): Promise<Response> {
  const response = await fetch(`http://127.0.0.1:${server.port}/app/api/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': address },
    body: JSON.stringify({ email, password: 'correct horse battery staple' }),
  });
  await response.arrayBuffer();
  return response;
}

function figuresOf({ rates, p99Ms, workUs }: Measures, floods: readonly Flood[]): Figure[] {
  const perSecond = (status: number) =>
    medianOf(floods.map(({ answers, seconds }) => (answers.get(status) ?? 0) / seconds)).toFixed(1);
  const detail = `${perSecond(401)} sign-ins a second hashed, ${perSecond(503)} refused`;
  const name = 'alone';
  return [
    {
      id: 'sign-in-beside',
      what: 'p99 of scans while a flood signs in',
      measured: medianOf(p99Ms.beside),
      unit: 'ms',
      detail,
      peer: { name, measured: medianOf(p99Ms.alone) },
    },
    {
      id: 'sign-in-rate',
      what: `${connections} connections: scans while a flood signs in`,
      measured: medianOf(rates.beside),
      unit: '/s',
      detail,
      peer: { name, measured: medianOf(rates.alone) },
    },
    {
      id: 'sign-in-work',
      what: 'what the thread that answers works for a scan, the sign-ins among them included',
      measured: medianOf(workUs.beside),
      unit: 'µs',
      detail,
      peer: { name, measured: medianOf(workUs.alone) },
    },
  ];
}
