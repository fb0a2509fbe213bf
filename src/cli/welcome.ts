import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Program } from '../compose.ts';
import type { Config } from '../config/config.ts';
import { findSetupUser } from '../core/accounts/accounts.ts';
import { makeSetupLink } from '../core/accounts/links.ts';
import type { Core } from '../core/core.ts';
import { baseUrlMissing } from '../core/instance/address.ts';
import { isUsable } from '../core/keys/key.ts';
import { version } from '../runtime/package-info.ts';
import { shellWord } from './shell-word.ts';
import type { Terminal } from './terminal.ts';

/** What people see when the server is up: where it is, what is missing, and how to begin. */
export async function renderWelcome(
  { core, url }: Pick<Program, 'core' | 'url'>,
  config: Config,
  terminal: Terminal,
): Promise<string> {
  const place =
    config.databaseUrl === null ? `SQLite in ${config.dataDir}` : `PostgreSQL, spool in ${config.dataDir}`;
  const lines = [
    `Quietzone ${version} listens on ${url}`,
    `  data           ${place}`,
    `  dashboard      ${url}/app`,
    `  API reference  ${url}/api/docs`,
    ...(config.baseUrlSet ? [] : [`  warning        ${baseUrlMissing}`]),
    ...(await renderSetup(core, config.baseUrlSet ? config.baseUrl : url)),
    ...(await renderState(core, () =>
      renderFirstSteps(url, commandFor(config, terminal), sharedEnv(terminal)),
    )),
  ];
  return `${lines.join('\n')}\n`;
}

/** Whoever reads this has started the server, and so may own it. A new start has a new link, and the old one is dead. */
async function renderSetup(core: Core, origin: string): Promise<readonly string[]> {
  try {
    const user = await findSetupUser(core);
    if (user === undefined) return [];
    const { url } = await makeSetupLink(core, user, origin);
    return ['', 'Nobody can sign in yet. Make your account, the first one, with this link:', `  ${url}`];
  } catch {
    // What is wrong with the database stands below.
    return [];
  }
}

/** A server whose database is away at the start serves what it knows, and must not end for want of a greeting. */
async function renderState(core: Core, firstSteps: () => readonly string[]): Promise<readonly string[]> {
  try {
    return (await hasKey(core)) ? [] : firstSteps();
  } catch {
    return ['  warning        The database does not answer: known codes redirect, and it is tried again.'];
  }
}

async function hasKey(core: Core): Promise<boolean> {
  const nowMs = core.clock.now();
  return (await core.store.keys.list(null)).some((key) => isUsable(key, nowMs));
}

/** The last line names a browser, since plain curl is a bot and its visits do not count. */
function renderFirstSteps(url: string, command: string, shared: string): readonly string[] {
  const agent =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18.6 Mobile/15E148 Safari/604.1';
  return [
    '',
    `There is no API key yet. A key, a first code, and its scans, in another terminal${shared}:`,
    `  KEY=$(${command} key create --dialect qra)`,
    `  curl ${url}/api/v1/qr -H "Authorization: Bearer $KEY" -d '{"name":"First","type":"url","destination":"https://example.com"}'`,
    `  curl -A '${agent}' ${url}/p/SLUG`,
    `  curl ${url}/api/v1/qr -H "Authorization: Bearer $KEY"`,
    `Or look at made-up codes and scans first: ${command} demo`,
  ];
}

/** The command as it works in another terminal in the same folder. */
function commandFor(config: Config, { env, cwd }: Terminal): string {
  const launcher = fileURLToPath(new URL('../../quietzone', import.meta.url));
  const near = relative(cwd, launcher);
  const command = shellWord(near.startsWith('..') ? launcher : `./${near}`);
  return env.DATA_DIR?.trim() ? `DATA_DIR=${shellWord(config.dataDir)} ${command}` : command;
}

/** An address with a password must not be shown, so that the command line has to find it by itself. */
function sharedEnv({ env }: Terminal): string {
  const name = ['DATABASE_URL', 'DATABASE_URL_FILE'].find((each) => env[each]?.trim());
  return name === undefined ? '' : ` with the same environment (${name})`;
}
