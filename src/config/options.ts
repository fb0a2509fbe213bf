import { resolve } from 'node:path';
import type { MapProvider } from '../core/content/types.ts';
import { defaultPlans, type Plan, type PlanName, planNames } from '../core/limits/plans.ts';
import { accountOptions } from './account-options.ts';
import { type Option, option } from './option.ts';
import {
  parseChoice,
  parseClickHouseUrl,
  parseDatabaseUrl,
  parseFile,
  parseFlag,
  parseGeoFile,
  parseHeaderName,
  parseInteger,
  parseLimit,
  parseNetworks,
  parseOrigin,
  parseOrigins,
} from './parse.ts';

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const durabilities = ['safe', 'fast'] as const;
const mapProviders: readonly MapProvider[] = ['google', 'apple', 'openstreetmap', 'geo'];

export const serverOptions = {
  port: option({
    name: 'PORT',
    type: 'port',
    default: '3000',
    description: 'TCP port to listen on. 0 takes any free one, and needs a `BASE_URL`.',
    example: '8080',
    parse: (text) => parseInteger(text, 0, 65_535),
  }),
  host: option({
    name: 'HOST',
    type: 'address',
    default: '0.0.0.0',
    description:
      'Address to listen on. `0.0.0.0` is every IPv4 address, `::` every address, `127.0.0.1` this machine alone.',
    example: '127.0.0.1',
    parse: (text) => text,
  }),
  baseUrl: option({
    name: 'BASE_URL',
    type: 'origin',
    default: '',
    description:
      'Origin of short links and images: what is printed in every code. Without it, `http://localhost:PORT`, which no phone can open.',
    example: 'https://go.example.com',
    parse: (text) => (text === '' ? null : parseOrigin(text)),
  }),
  trustProxy: option({
    name: 'TRUST_PROXY',
    type: 'networks',
    default: '',
    description:
      'Reverse proxies whose word about the client address is taken, as addresses or CIDR networks with commas between. Nobody is trusted by default.',
    example: '127.0.0.1,10.0.0.0/8',
    parse: (text) => parseNetworks(text),
  }),
  clientIpHeader: option({
    name: 'CLIENT_IP_HEADER',
    type: 'header',
    default: 'X-Forwarded-For',
    description:
      'The one header in which a trusted proxy names the client; its right-most untrusted address counts.',
    example: 'CF-Connecting-IP',
    parse: (text) => parseHeaderName(text),
  }),
  apiCorsOrigins: option({
    name: 'API_CORS_ORIGINS',
    type: 'origins',
    default: '',
    description:
      'Web pages that may call the APIs from a browser: origins with commas between, or `*` for all. None by default.',
    example: 'https://admin.example.com',
    parse: (text) => parseOrigins(text),
  }),
  shutdownMs: option({
    name: 'SHUTDOWN_SECONDS',
    type: 'seconds',
    default: '10',
    description:
      'Time that requests under way and the drain get after SIGTERM. Scans that are left are drained at the next start.',
    example: '25',
    parse: (text) => parseInteger(text, 1, 600) * 1000,
  }),
};

export const dataOptions = {
  dataDir: option({
    name: 'DATA_DIR',
    type: 'path',
    default: './data',
    description:
      'Folder for the database, the spool of scans and the secret of this server; made at the first start. One server at a time.',
    example: '/var/lib/quietzone',
    parse: (text, cwd) => resolve(cwd, text),
  }),
  databaseUrl: option({
    name: 'DATABASE_URL',
    type: 'address',
    default: '',
    description: 'PostgreSQL database. Without it, SQLite in `DATA_DIR`.',
    example: 'postgres://quietzone:secret@db.example.com:5432/quietzone',
    secret: true,
    parse: (text) => (text === '' ? null : parseDatabaseUrl(text)),
  }),
  clickhouseUrl: option({
    name: 'CLICKHOUSE_URL',
    type: 'address',
    default: '',
    description:
      'ClickHouse database for single scans; everything else stays in PostgreSQL, so `DATABASE_URL` is needed as well. For billions of scans: [scaling](scaling.md) says when, and how to move.',
    example: 'https://quietzone:secret@clickhouse.example.com:8443/quietzone',
    secret: true,
    parse: (text) => (text === '' ? null : parseClickHouseUrl(text)),
  }),
  geoDb: option({
    name: 'GEO_DB',
    type: 'path',
    default: '',
    description:
      'MMDB file that turns addresses into places; `off` records no places. Without it, the file that comes along.',
    example: '/usr/share/GeoIP/GeoLite2-City.mmdb',
    parse: (text, cwd) => parseGeoFile(text, cwd),
  }),
  relayNetworks: option({
    name: 'RELAY_NETWORKS',
    type: 'path',
    default: '',
    description:
      "List of the networks of private relays (VPNs of browsers and systems), such as Apple's `egress-ip-ranges.csv`: a network a line, in the first column. Hits from them are marked, and count as all others.",
    example: '/etc/quietzone/egress-ip-ranges.csv',
    parse: (text, cwd) => parseFile(text, cwd),
  }),
  hostingNetworks: option({
    name: 'HOSTING_NETWORKS',
    type: 'path',
    default: '',
    description:
      'List of the networks of hosting companies, in the same form. Hits from them are marked, and count as all others.',
    example: '/etc/quietzone/hosting.txt',
    parse: (text, cwd) => parseFile(text, cwd),
  }),
};

export const scanOptions = {
  repeatWindowMs: option({
    name: 'REPEAT_WINDOW_SECONDS',
    type: 'seconds',
    default: '30',
    description:
      'A visitor who opens the same code again within this time of a counted scan is stored as a repeat and not counted. 0 counts every scan.',
    example: '0',
    parse: (text) => parseInteger(text, 0, 86_400) * 1000,
  }),
  scanDurability: option({
    name: 'SCAN_DURABILITY',
    type: durabilities.join(', '),
    default: 'safe',
    description:
      '`safe`: an answered scan survives a power cut. `fast`: it survives a crash of the program, not of the machine.',
    example: 'fast',
    parse: (text) => parseChoice(text, durabilities),
  }),
  scanRetentionDays: option({
    name: 'SCAN_RETENTION_DAYS',
    type: 'days',
    default: '0',
    description:
      'Single scans older than this are erased; totals and statistics stay. Whole UTC days, once they are sealed. 0 keeps them for ever.',
    example: '395',
    parse: (text) => parseInteger(text, 0, 36_500),
  }),
  agentRetentionDays: option({
    name: 'AGENT_RETENTION_DAYS',
    type: 'days',
    default: '0',
    description:
      'User-agent strings that no hit came with for this long are erased; device, system and browser stay. 0 keeps them for ever, so that better rules can be run over old hits.',
    example: '395',
    parse: (text) => parseInteger(text, 0, 36_500),
  }),
  scanTiming: option({
    name: 'SCAN_TIMING',
    type: 'flag',
    default: '0',
    description:
      '1 adds a `Server-Timing` header to each redirect that tells whether the scan was on disk before the answer.',
    example: '1',
    parse: (text) => parseFlag(text),
  }),
  mapProvider: option({
    name: 'MAP_PROVIDER',
    type: mapProviders.join(', '),
    default: 'google',
    description: 'Where a scan of a map code leads.',
    example: 'openstreetmap',
    parse: (text) => parseChoice(text, mapProviders),
  }),
};

export const limitOptions = {
  qrTrackRequestsPerMinute: option({
    name: 'API_RATE_LIMIT',
    type: 'number',
    default: '60',
    description: 'Requests a minute and key of the QR Track API. 0 = no limit.',
    example: '600',
    parse: (text) => parseLimit(text) ?? 0,
  }),
  defaultPlan: option({
    name: 'DEFAULT_PLAN',
    type: planNames.join(', '),
    default: 'business',
    description: 'Plan of a new workspace.',
    example: 'free',
    parse: (text) => parseChoice(text, planNames),
  }),
};

export const imageOptions = {
  imageCacheBytes: option({
    name: 'IMAGE_CACHE_MB',
    type: 'megabytes',
    default: '32',
    description:
      'Memory for images that were drawn, so that they are not drawn again. The ones asked for last are kept, until their code changes. 0 keeps none.',
    example: '256',
    parse: (text) => parseInteger(text, 0, 65_536) * 1024 * 1024,
  }),
  imageQueue: option({
    name: 'IMAGE_QUEUE',
    type: 'number',
    default: '64',
    description:
      'Images that may wait to be drawn, one after the other in a thread that redirects go before. Whoever asks for one more gets 503 and comes again; a small machine that is to answer soon or not at all wants fewer.',
    example: '16',
    parse: (text) => parseInteger(text, 1, 10_000),
  }),
};

export const operationOptions = {
  logLevel: option({
    name: 'LOG_LEVEL',
    type: logLevels.join(', '),
    default: 'info',
    description: 'Least level of what is logged (JSON lines on standard output).',
    example: 'debug',
    parse: (text) => parseChoice(text, logLevels),
  }),
  demo: option({
    name: 'QUIETZONE_DEMO',
    type: 'flag',
    default: '0',
    description:
      '1 fills an empty default workspace with a dozen codes and five weeks of made-up scans at the start.',
    example: '1',
    parse: (text) => parseFlag(text),
  }),
};

type PlanLimit = Exclude<keyof Plan, 'name'>;

const planLimits: readonly { readonly key: PlanLimit; readonly suffix: string; readonly what: string }[] = [
  { key: 'codesMax', suffix: 'CODES', what: 'Codes that a workspace can have at once' },
  {
    key: 'scansPerMonthMax',
    suffix: 'SCANS',
    what: 'Scans a month that are shown as the limit (never enforced on a scan)',
  },
  { key: 'seatsMax', suffix: 'SEATS', what: 'Members of a workspace' },
  {
    key: 'requestsPerMinute',
    suffix: 'RATE',
    what: 'Requests a minute of all QRA keys of a workspace together',
  },
];

interface PlanOption extends Option<number | null> {
  readonly plan: PlanName;
  readonly limit: PlanLimit;
}

/** PLAN_FREE_CODES and its kind: one option for each limit of each plan. */
export const planOptions: readonly PlanOption[] = planNames.flatMap((plan) =>
  planLimits.map(({ key, suffix, what }) => ({
    plan,
    limit: key,
    name: `PLAN_${plan.toUpperCase()}_${suffix}`,
    type: 'number or `unlimited`',
    default: String(defaultPlans[plan][key] ?? 'unlimited'),
    description: `${what}, on the ${plan} plan. \`unlimited\` or 0 = no limit.`,
    example: 'unlimited',
    parse: parseLimit,
  })),
);

interface OptionGroup {
  readonly title: string;
  readonly options: readonly Option<unknown>[];
}

/** The whole table, in the order of the manual. */
export const optionGroups: readonly OptionGroup[] = [
  { title: 'Server', options: Object.values(serverOptions) },
  { title: 'Data', options: Object.values(dataOptions) },
  { title: 'Scans', options: Object.values(scanOptions) },
  { title: 'Images', options: Object.values(imageOptions) },
  { title: 'Accounts', options: Object.values(accountOptions) },
  { title: 'Limits', options: [...Object.values(limitOptions), ...planOptions] },
  { title: 'Operation', options: Object.values(operationOptions) },
];
