import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Core } from '../core/core.ts';
import { type AddedLogo, addLogo } from '../core/designs/logos.ts';
import { presetNames } from '../core/designs/presets.ts';
import type { Access } from '../core/workspaces/access.ts';
import { UsageError } from './failure.ts';
import { withNames } from './problem-names.ts';
import type { Terminal } from './terminal.ts';

/** How a design is told on the command line: one over the other, in this order. */
export interface DesignOptions {
  readonly preset?: string;
  readonly file?: string;
  readonly logo?: string;
  readonly set?: readonly string[];
}

export function addDesignOptions(command: Command): Command {
  return command
    .addOption(new Option('--preset <name>', 'begin with this design').choices(presetNames))
    .option('--file <file>', 'a design as JSON, as the API has it')
    .option('--logo <file|id>', 'a picture to be uploaded, or the id of one that was')
    .option(
      '--set <field=value...>',
      'fields of the design by their dotted path, such as modules.shape=dots; null takes one away',
    );
}

type Input = Record<string, unknown>;

/**
 * As `parseDesign` takes it, which judges it; undefined when nothing is told.
 * @param accessOf asked for a logo that is to be uploaded
 */
export async function readDesignInput(
  core: Core,
  accessOf: () => Promise<Access>,
  terminal: Terminal,
  { preset, file, logo, set = [] }: DesignOptions,
): Promise<Input | undefined> {
  const input: Input = file === undefined ? {} : await readDesignFile(resolve(terminal.cwd, file), file);
  if (preset !== undefined) input.preset = preset;
  if (logo !== undefined) setField(input, 'logo.image', await logoIdOf(core, accessOf, terminal, logo));
  for (const assignment of set) {
    const at = assignment.indexOf('=');
    if (at < 1)
      throw new UsageError(`--set ${assignment}: write it as field=value, such as modules.shape=dots.`);
    const path = assignment.slice(0, at);
    setField(input, path, readValue(path, assignment.slice(at + 1)));
  }
  return Object.keys(input).length === 0 ? undefined : input;
}

async function readDesignFile(path: string, named: string): Promise<Input> {
  const text = (await readNamed(path, named)).toString('utf8');
  try {
    const design: unknown = JSON.parse(text);
    if (typeof design === 'object' && design !== null && !Array.isArray(design)) return design as Input;
  } catch (cause) {
    throw new UsageError(`--file ${named} is not JSON: ${(cause as Error).message}.`, { cause });
  }
  throw new UsageError(`--file ${named} does not hold a JSON object.`);
}

async function readNamed(path: string, named: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new UsageError(`There is no file ${named}.`, { cause: error });
  }
}

async function logoIdOf(
  core: Core,
  accessOf: () => Promise<Access>,
  terminal: Terminal,
  logo: string,
): Promise<string> {
  if (/^[0-9a-f]{64}$/.test(logo)) return logo;
  return (await uploadLogo(core, await accessOf(), terminal, logo)).id;
}

/** @param name default: that of the file without its ending */
export async function uploadLogo(
  core: Core,
  access: Access,
  terminal: Terminal,
  file: string,
  name = basename(file).replace(/\.[^.]+$/, ''),
): Promise<AddedLogo> {
  const bytes = new Uint8Array(await readNamed(resolve(terminal.cwd, file), file));
  const nameOf = (field: string) => (field === 'file' ? file : field);
  return withNames(nameOf, () => addLogo(core, access, { name: name || undefined, bytes }));
}

function setField(input: Input, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let at = input;
  for (const name of names) {
    const inner = Object.hasOwn(at, name) ? at[name] : undefined;
    const object = typeof inner === 'object' && inner !== null ? (inner as Input) : {};
    define(at, name, object);
    at = object;
  }
  define(at, last, value);
}

/** An own field whatever its name, such as `__proto__`, which no design has. */
function define(object: Input, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
}

const wholeObjects = new Set(['logo', 'frame']);
const numbers = new Set(['version', 'mask', 'quiet_zone', 'rotation', 'size', 'margin', 'angle']);

/** Colours are not numbers, though some look like one: it is the field that says how a value is read. */
function readValue(path: string, text: string): unknown {
  const name = path.split('.').at(-1) ?? '';
  if (text === 'null' || (text === 'none' && wholeObjects.has(name))) return null;
  if (name === 'excavate' && /^(true|false)$/.test(text)) return text === 'true';
  if (numbers.has(name) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
