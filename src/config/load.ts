import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { Plan, PlanName, Plans } from '../core/limits/plans.ts';
import { planNames } from '../core/limits/plans.ts';
import { accountOptions } from './account-options.ts';
import type { Config } from './config.ts';
import type { Option } from './option.ts';
import {
  dataOptions,
  imageOptions,
  limitOptions,
  operationOptions,
  optionGroups,
  planOptions,
  scanOptions,
  serverOptions,
} from './options.ts';

/** Configuration that nobody can have meant; the message is one sentence that names the option. */
export class ConfigError extends Error {}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a value comes from: shown by `config print`. */
type OptionSource = 'environment' | '.env' | 'file' | 'default';

interface OptionText {
  readonly text: string;
  readonly source: OptionSource;
}

/**
 * Reads the configuration from `env` and from the file `.env` in `cwd`, whose lines stand in where `env` says
 * nothing. An empty value is the same as none.
 * @throws ConfigError
 */
export function loadConfig(env: Environment, cwd: string): Config {
  const texts = readOptionTexts(env, cwd);
  const server = parseSection(serverOptions, texts, cwd);
  const data = parseSection(dataOptions, texts, cwd);
  const config: Config = {
    ...server,
    ...data,
    ...parseSection(scanOptions, texts, cwd),
    ...parseSection(imageOptions, texts, cwd),
    ...parseSection(accountOptions, texts, cwd),
    ...parseSection(limitOptions, texts, cwd),
    ...parseSection(operationOptions, texts, cwd),
    baseUrl: server.baseUrl ?? `http://localhost:${server.port}`,
    baseUrlSet: server.baseUrl !== null,
    plans: parsePlans(texts, cwd),
  };
  requireKnownPort(config);
  requirePostgres(config);
  requireTogether(config);
  return deepFreeze(config);
}

function requireKnownPort({ port, baseUrlSet }: Config): void {
  if (port !== 0 || baseUrlSet) return;
  throw new ConfigError(
    'PORT is "0": set BASE_URL as well, since codes cannot be printed with a port that is new at each start.',
  );
}

function requirePostgres({ clickhouseUrl, databaseUrl }: Config): void {
  if (clickhouseUrl === null || databaseUrl !== null) return;
  throw new ConfigError(
    'CLICKHOUSE_URL is set: set DATABASE_URL as well, since everything but single scans is in PostgreSQL.',
  );
}

/** Half of a setting is a mistake, and nobody should find it when a password is forgotten. */
function requireTogether({ smtpUrl, mailFrom, oidcIssuer, oidcClientId, oidcClientSecret }: Config): void {
  if ((smtpUrl === null) !== (mailFrom === null)) {
    throw new ConfigError('SMTP_URL and MAIL_FROM belong together: set both, or neither.');
  }
  const set = [oidcIssuer, oidcClientId, oidcClientSecret].filter((value) => value !== null).length;
  if (set % 3 !== 0) {
    throw new ConfigError(
      'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all three, or none.',
    );
  }
}

/** Every option's text and where it comes from, before it is parsed. */
export function readOptionTexts(env: Environment, cwd: string): ReadonlyMap<string, OptionText> {
  const file = readEnvFile(cwd);
  const options = optionGroups.flatMap((group) => group.options);
  return new Map(options.map((option) => [option.name, readOptionText(option, env, file, cwd)]));
}

function readOptionText(
  option: Option<unknown>,
  env: Environment,
  file: Environment,
  cwd: string,
): OptionText {
  const fromEnv = readFromLayer(option, env, 'environment', cwd);
  return fromEnv ?? readFromLayer(option, file, '.env', cwd) ?? { text: option.default, source: 'default' };
}

function readFromLayer(
  option: Option<unknown>,
  layer: Environment,
  source: OptionSource,
  cwd: string,
): OptionText | undefined {
  const text = layer[option.name]?.trim() ?? '';
  const path = option.secret ? (layer[`${option.name}_FILE`]?.trim() ?? '') : '';
  if (text !== '' && path !== '') {
    throw new ConfigError(`${option.name} and ${option.name}_FILE are both set: keep one of them.`);
  }
  if (path !== '') return { text: readSecretFile(`${option.name}_FILE`, resolve(cwd, path)), source: 'file' };
  return text === '' ? undefined : { text, source };
}

function readSecretFile(name: string, path: string): string {
  const text = readText(path, name)?.trim() ?? '';
  if (text === '') throw new ConfigError(`${name}: the file ${path} is missing or empty.`);
  return text;
}

function readEnvFile(cwd: string): Environment {
  return parseEnv(readText(join(cwd, '.env'), '.env') ?? '');
}

/** Undefined when there is no such file. */
function readText(path: string, name: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT') return undefined;
    throw new ConfigError(`${name}: the file ${path} cannot be read (${code}).`);
  }
}

type Section = Readonly<Record<string, Option<unknown>>>;
type Parsed<S extends Section> = { readonly [K in keyof S]: ReturnType<S[K]['parse']> };

function parseSection<S extends Section>(
  section: S,
  texts: ReadonlyMap<string, OptionText>,
  cwd: string,
): Parsed<S> {
  const entries = Object.entries(section).map(([key, option]) => [key, parseOption(option, texts, cwd)]);
  return Object.fromEntries(entries) as Parsed<S>;
}

function parseOption<T>(option: Option<T>, texts: ReadonlyMap<string, OptionText>, cwd: string): T {
  const text = texts.get(option.name)?.text ?? '';
  try {
    return option.parse(text, cwd);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const given = option.secret ? '' : ` is ${JSON.stringify(text)}`;
    throw new ConfigError(`${option.name}${given}: ${why}.`);
  }
}

function parsePlans(texts: ReadonlyMap<string, OptionText>, cwd: string): Plans {
  const plan = (name: PlanName): Plan => {
    const limits = planOptions
      .filter((option) => option.plan === name)
      .map((option) => [option.limit, parseOption(option, texts, cwd)] as const);
    const { requestsPerMinute, ...rest } = Object.fromEntries(limits) as Omit<Plan, 'name'>;
    return { name, ...rest, requestsPerMinute: requestsPerMinute ?? 0 };
  };
  return Object.fromEntries(planNames.map((name) => [name, plan(name)])) as Record<PlanName, Plan>;
}

function deepFreeze<T extends object>(value: T): T {
  for (const item of Object.values(value)) {
    if (typeof item === 'object' && item !== null) deepFreeze(item);
  }
  return Object.freeze(value);
}
