import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { defaultPlans } from '../core/limits/plans.ts';
import { settingsOf } from './config.ts';
import { ConfigError, loadConfig, readOptionTexts } from './load.ts';
import { optionGroups } from './options.ts';

const folders: string[] = [];
function folder(files: Record<string, string> = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'quietzone-config-'));
  folders.push(path);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}
afterAll(() => folders.forEach((path) => void rmSync(path, { recursive: true })));

/** Options that are nothing without each other. */
const together = {
  ...{ SMTP_URL: 'smtp://mail.example.com', MAIL_FROM: 'qr@example.com' },
  ...{ OIDC_ISSUER: 'https://login.example.com', OIDC_CLIENT_ID: 'quietzone', OIDC_CLIENT_SECRET: 'k5c' },
};

describe('defaults', () => {
  test('with nothing set the program serves SQLite on port 3000 with the plans of the product', () => {
    const cwd = folder();
    const config = loadConfig({}, cwd);
    expect(config).toMatchObject({
      port: 3000,
      baseUrl: 'http://localhost:3000',
      baseUrlSet: false,
      dataDir: join(cwd, 'data'),
      databaseUrl: null,
      clickhouseUrl: null,
      trustProxy: [],
      apiCorsOrigins: [],
      repeatWindowMs: 30_000,
      imageCacheBytes: 32 * 1024 * 1024,
      imageQueue: 64,
      qrTrackRequestsPerMinute: 60,
      defaultPlan: 'business',
      plans: defaultPlans,
    });
  });

  test('the localhost base URL follows the port', () => {
    expect(loadConfig({ PORT: '8080' }, folder()).baseUrl).toBe('http://localhost:8080');
  });

  test('any free port will do where BASE_URL says what is printed', () => {
    const config = loadConfig({ PORT: '0', BASE_URL: 'https://go.example.com' }, folder());
    expect(config).toMatchObject({ port: 0, baseUrl: 'https://go.example.com' });
  });

  test('every default and every example of the table is accepted', () => {
    for (const option of optionGroups.flatMap((group) => group.options)) {
      expect(() => loadConfig({ [option.name]: option.default }, folder()), option.name).not.toThrow();
      const example = { DATABASE_URL: 'postgres://db/q', ...together, [option.name]: option.example };
      expect(() => loadConfig(example, folder()), option.name).not.toThrow();
    }
  });

  test('half of a mail server or of a single sign-on refuses to start', () => {
    for (const missing of Object.keys(together)) {
      const env = Object.fromEntries(Object.entries(together).filter(([name]) => name !== missing));
      expect(() => loadConfig(env, folder()), missing).toThrow(/belong together/);
    }
    expect(() => loadConfig(together, folder())).not.toThrow();
  });

  test('a mail server and a provider that nobody can have meant are refused, without showing a password', () => {
    for (const SMTP_URL of ['mail.example.com', 'http://mail.example.com', 'smtp://']) {
      expect(() => loadConfig({ ...together, SMTP_URL }, folder()), SMTP_URL).toThrow(/^SMTP_URL: use/);
    }
    for (const OIDC_ISSUER of ['login.example.com', 'http://login.example.com', 'https://a.example/?x=1']) {
      expect(() => loadConfig({ ...together, OIDC_ISSUER }, folder()), OIDC_ISSUER).toThrow(
        /^OIDC_ISSUER is/,
      );
    }
    expect(() => loadConfig({ ...together, MAIL_FROM: 'a b' }, folder())).toThrow(/^MAIL_FROM is/);
  });

  test('an empty value is the same as none', () => {
    expect(loadConfig({ PORT: '', BASE_URL: ' ', DATABASE_URL: '' }, folder())).toEqual(
      loadConfig({}, folders.at(-1)!),
    );
  });
});

describe('sources', () => {
  test('.env is read and the environment wins over it', () => {
    const cwd = folder({ '.env': 'PORT=4000\nHOST="::" # all\nexport LOG_LEVEL=debug\n' });
    expect(loadConfig({ PORT: '5000' }, cwd)).toMatchObject({ port: 5000, host: '::', logLevel: 'debug' });
    expect(readOptionTexts({ PORT: '5000' }, cwd).get('HOST')).toEqual({ text: '::', source: '.env' });
    expect(readOptionTexts({ PORT: '5000' }, cwd).get('PORT')).toEqual({
      text: '5000',
      source: 'environment',
    });
  });

  test('a secret can be given as a file, relative to the working directory', () => {
    const cwd = folder({ url: 'postgres://u:p@db/q\n' });
    expect(loadConfig({ DATABASE_URL_FILE: 'url' }, cwd).databaseUrl).toBe('postgres://u:p@db/q');
  });

  test('only secrets can be given as files', () => {
    expect(loadConfig({ PORT_FILE: '/nowhere' }, folder()).port).toBe(3000);
  });

  test('paths are relative to the working directory and absolute in the configuration', () => {
    const cwd = folder();
    const lists = { RELAY_NETWORKS: 'relays.csv', HOSTING_NETWORKS: '/etc/hosting.txt' };
    const config = loadConfig({ DATA_DIR: 'store', GEO_DB: 'geo.mmdb', ...lists }, cwd);
    expect(config.dataDir).toBe(join(cwd, 'store'));
    expect(config.geoDb).toBe(join(cwd, 'geo.mmdb'));
    expect(config.relayNetworks).toBe(join(cwd, 'relays.csv'));
    expect(config.hostingNetworks).toBe('/etc/hosting.txt');
  });
});

describe('values', () => {
  test('`unlimited` and 0 both lift a limit', () => {
    const env = {
      PLAN_FREE_CODES: 'unlimited',
      PLAN_PRO_SEATS: '0',
      PLAN_PRO_RATE: 'unlimited',
      PLAN_FREE_SCANS: '7',
    };
    const { plans } = loadConfig(env, folder());
    expect(plans.free.codesMax).toBeNull();
    expect(plans.pro.seatsMax).toBeNull();
    expect(plans.pro.requestsPerMinute).toBe(0);
    expect(plans.free.scansPerMonthMax).toBe(7);
    expect(plans.business).toEqual(defaultPlans.business);
  });

  test('a base URL loses its slash and gives the host that links may not lead back to', () => {
    const config = loadConfig({ BASE_URL: 'HTTPS://Go.Example.com/' }, folder());
    expect(config.baseUrl).toBe('https://go.example.com');
    expect(settingsOf(config).content.ownHosts).toEqual(['go.example.com']);
  });

  test('a bare proxy address is a network of one', () => {
    const { trustProxy } = loadConfig({ TRUST_PROXY: '127.0.0.1, ::1 ,10.0.0.0/8' }, folder());
    expect(trustProxy).toEqual(['127.0.0.1/32', '::1/128', '10.0.0.0/8']);
  });

  test('the bundled places, no places and a file of the operator are told apart', () => {
    expect(loadConfig({}, folder()).geoDb).toBe('');
    expect(loadConfig({ GEO_DB: 'OFF' }, folder()).geoDb).toBe('off');
    expect(loadConfig({ GEO_DB: '/geo/off' }, folder()).geoDb).toBe('/geo/off');
  });

  test('the configuration is frozen in depth', () => {
    const config = loadConfig({}, folder());
    expect(
      Object.isFrozen(config) && Object.isFrozen(config.plans.free) && Object.isFrozen(config.trustProxy),
    ).toBe(true);
  });
});

describe('nonsense refuses with one sentence that names the option', () => {
  const cases: [Record<string, string>, string][] = [
    [{ PORT: 'http' }, 'PORT is "http": use a whole number from 0 to 65535.'],
    [{ PORT: '65536' }, 'PORT is "65536": use a whole number from 0 to 65535.'],
    [{ PORT: '-1' }, 'PORT is "-1": use a whole number from 0 to 65535.'],
    [
      { PORT: '0' },
      'PORT is "0": set BASE_URL as well, since codes cannot be printed with a port that is new at each start.',
    ],
    [
      { BASE_URL: 'go.example.com' },
      'BASE_URL is "go.example.com": use an address such as https://go.example.com.',
    ],
    [
      { BASE_URL: 'https://x.example/app' },
      'BASE_URL is "https://x.example/app": use scheme, host and port alone, without a path.',
    ],
    [
      { BASE_URL: 'https://u:p@x.example' },
      'BASE_URL is "https://u:p@x.example": leave user name and password out.',
    ],
    [{ DEFAULT_PLAN: 'gold' }, 'DEFAULT_PLAN is "gold": use one of free, pro, business.'],
    [
      { TRUST_PROXY: '10.0.0.0/33' },
      'TRUST_PROXY is "10.0.0.0/33": 10.0.0.0/33 must end in a number of bits from 0 to 32.',
    ],
    [
      { TRUST_PROXY: 'proxy' },
      'TRUST_PROXY is "proxy": proxy is no address and no network such as 10.0.0.0/8.',
    ],
    [
      { CLIENT_IP_HEADER: 'X Real' },
      'CLIENT_IP_HEADER is "X Real": use the name of one header, such as X-Forwarded-For.',
    ],
    [{ PLAN_FREE_CODES: 'ten' }, 'PLAN_FREE_CODES is "ten": use a whole number, or `unlimited`.'],
    [{ QUIETZONE_DEMO: 'maybe' }, 'QUIETZONE_DEMO is "maybe": use 1 or 0.'],
    [
      { DATABASE_URL_FILE: '/nowhere/at/all' },
      'DATABASE_URL_FILE: the file /nowhere/at/all is missing or empty.',
    ],
    [
      { DATABASE_URL: 'postgres://a', DATABASE_URL_FILE: 'b' },
      'DATABASE_URL and DATABASE_URL_FILE are both set: keep one of them.',
    ],
    [
      { CLICKHOUSE_URL: 'http://clickhouse:8123/quietzone' },
      'CLICKHOUSE_URL is set: set DATABASE_URL as well, since everything but single scans is in PostgreSQL.',
    ],
    [
      { CLICKHOUSE_URL: 'clickhouse:9000' },
      'CLICKHOUSE_URL: use an address such as https://user:password@host:8443/database, or nothing.',
    ],
  ];
  test.each(cases)('%j', (env, sentence) => {
    expect(() => loadConfig(env, folder())).toThrow(new ConfigError(sentence));
  });

  test('a secret is not repeated in the sentence', () => {
    expect(() => loadConfig({ DATABASE_URL: 'mysql://root:hunter2@db/x' }, folder())).toThrow(
      /^DATABASE_URL: use an address/,
    );
  });
});
