import { runLoad } from '../load/load.ts';
import { configOf, makeKey, startServer, withCore } from '../quietzone.ts';
import type { BenchContext, Section, SectionResult } from '../section.ts';
import { destinationOf, seedCodes } from '../workload/codes.ts';
import { renderRequest } from '../workload/requests.ts';

const connections = 16;
const codesBefore = 5_000;

export const api: Section = {
  name: 'api',
  title: 'API',
  method: `The server has core 0; ${connections} kept connections call the QRA dialect from core 1, in a workspace that
begins with ${codesBefore} codes. Every create is a transaction of its own that is synced to the disk.`,
  run: runApi,
};

async function runApi(context: BenchContext): Promise<SectionResult> {
  const seconds = context.options.quick ? 1 : 8;
  const dataDir = context.newFolder('api');
  const key = await withCore(configOf(dataDir), async (core) => {
    await seedCodes(core, codesBefore);
    return makeKey(core);
  });
  const server = await startServer({ dataDir, core: 0 });
  const headers = [`Authorization: Bearer ${key}`];
  const run = (requests: readonly string[]) => {
    return runLoad({ port: server.port, requests, connections, seconds }, dataDir, 'own');
  };
  const lists = Array.from({ length: 50 }, (_, n) => {
    return renderRequest('GET', `/api/v1/qr?limit=20&page=${n + 1}`, server.port, headers);
  });
  const creates = Array.from({ length: 1_000 }, (_, n) => {
    const body = JSON.stringify({ name: `Table ${n}`, type: 'url', destination: destinationOf(n) });
    return renderRequest('POST', '/api/v1/qr', server.port, headers, body);
  });
  try {
    // Warms up.
    await run(lists);
    await run(creates);
    const [list, create] = [await run(lists), await run(creates)];
    const figure = (id: string, what: string, { perSecond, p50Ms, p99Ms, errors }: typeof list) => {
      const detail = `p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms, ${errors} errors`;
      return { id, what, measured: perSecond, unit: '/s', detail };
    };
    const figures = [
      figure('api-create', 'create a code', create),
      figure('api-list', 'list 20 codes with their counts', list),
    ];
    return { figures, notes: [], raw: { list, create } };
  } finally {
    await server.stop();
  }
}
