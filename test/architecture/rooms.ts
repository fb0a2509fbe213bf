/**
 * The rooms of `src` and what each may reach. A subfolder belongs to the room of the nearest row above it, but
 * for those of `src` itself and of `http`, which need a row each.
 */
export interface Room {
  /** Rooms, folders or files of ours; with `type ` in front, for `import type` alone. A room may reach itself. */
  readonly ours: readonly string[];
  /** Packages and `node:` modules; `node:*` is all of them. `type ` as above. */
  readonly packages: readonly string[];
  /** The only files that may be imported while the program runs: what is large, and what many servers never need. */
  readonly lazy?: readonly string[];
}

const surface: Room = { ours: ['http/shared', 'core'], packages: ['hono', '@hono/zod-openapi', 'node:*'] };
const storeEngine = ['store/schema.ts', 'store/queries', 'store/sink', 'store/migrations', 'core', 'runtime'];

const engines = [
  ...['scan-sink', 'pack-store', 'store', 'migrate'].map((name) => `store/sqlite/${name}.ts`),
  ...['scan-sink', 'pack-store', 'stat-reads', 'store', 'migrate'].map((name) => `store/postgres/${name}.ts`),
  ...['scan-sink', 'stat-reads', 'store', 'migrate', 'refuse-without'].map(
    (name) => `store/clickhouse/${name}.ts`,
  ),
  'store/migrations/list.ts',
];

export const rooms: Readonly<Record<string, Room>> = {
  core: { ours: [], packages: ['zod'] },
  redirect: { ours: ['core'], packages: ['type node:http', 'type node:net'] },
  ingest: {
    ours: ['core', 'runtime'],
    packages: ['node:*', 'type better-sqlite3', 'maxmind', 'my-ua-parser', 'isbot'],
  },
  qr: { ours: ['qr', 'core/designs'], packages: ['qr', 'sharp', 'node:zlib'] },
  // No packages: a browser could do it.
  'qr/structure': { ours: ['qr/matrix.ts', 'core/designs'], packages: [] },
  'qr/draw': { ours: ['qr/matrix.ts', 'qr/structure', 'core/designs'], packages: [] },
  'qr/budget': { ours: ['qr', 'core/designs'], packages: [] },
  'qr/advice': { ours: ['qr', 'core/designs'], packages: [] },
  'qr/sheet': { ours: ['qr', 'core/designs'], packages: [] },
  'qr/words': {
    ours: ['type qr/draw', 'type core/designs'],
    packages: ['harfbuzzjs', 'bidi-js', 'node:fs', 'node:url'],
  },
  'qr/proof': {
    ours: ['qr', 'core/designs'],
    packages: ['qr', 'jsqr', 'zxing-wasm', 'sharp', '@resvg/resvg-js', '@hyzyla/pdfium', 'node:*'],
  },
  'qr/upload': {
    ours: ['qr/errors.ts', 'type core/designs'],
    packages: ['sharp', '@resvg/resvg-js', 'node:*'],
  },
  pages: { ours: ['type core', 'core/content/wifi.ts', 'core/errors.ts'], packages: [] },
  http: { ours: ['http', 'redirect', 'type core'], packages: ['hono', '@hono/node-server', 'node:*'] },
  'http/shared': { ours: ['core', 'runtime'], packages: ['hono', '@hono/zod-openapi', 'node:*'] },
  'http/api-v1': surface,
  'http/api-php': surface,
  'http/images': surface,
  'http/site': surface,
  'http/dashboard': {
    ours: ['http/shared', 'core'],
    packages: [
      'hono',
      'better-auth',
      '@better-auth/passkey',
      '@better-auth/core',
      'zod',
      'csv-parse',
      'node:*',
    ],
  },
  store: { ours: ['store', 'core', 'runtime'], packages: ['type kysely'], lazy: engines },
  'store/queries': { ours: ['store/schema.ts', 'core', 'runtime'], packages: ['kysely'] },
  'store/sink': { ours: ['store/schema.ts', 'store/queries', 'core', 'runtime'], packages: ['kysely'] },
  'store/migrations': { ours: ['store/schema.ts', 'core', 'runtime'], packages: ['kysely'] },
  // The two engines are strangers to each other.
  'store/sqlite': { ours: storeEngine, packages: ['kysely', 'better-sqlite3', 'node:*'] },
  'store/postgres': { ours: storeEngine, packages: ['kysely', 'pg', 'node:*'] },
  // Takes the single scans alone: everything else of it is the store on PostgreSQL.
  'store/clickhouse': {
    ours: [...storeEngine, 'store/postgres'],
    packages: ['@clickhouse/client', 'type kysely', 'type pg', 'node:*'],
  },
  config: { ours: ['type core', 'core/limits/plans.ts', 'runtime'], packages: ['node:*'] },
  runtime: {
    ours: ['type core', 'core/scans/hit.ts'],
    packages: ['node:*', 'better-sqlite3', 'nodemailer', 'pino', 'prom-client'],
  },
  cli: { ours: ['config', 'runtime', 'compose', 'core'], packages: ['commander', 'node:*'] },
  // `compose.ts` and its folder: what knows everything.
  compose: { ours: [''], packages: ['node:*'], lazy: ['http/dashboard/auth/create.ts'] },
};
