import { type Command, Option } from 'commander';
import { type CodeStatus, codeStatuses } from '../core/codes/code.ts';
import { type ContentType, contentTypes } from '../core/content/types.ts';
import type { Core } from '../core/core.ts';
import type { WantedCodes } from '../core/designs/wanted-codes.ts';
import type { Access } from '../core/workspaces/access.ts';
import { chooseFolder } from './choice.ts';
import { UsageError } from './failure.ts';

/** Which codes a command is about. */
export interface SomeCodesOptions {
  readonly codes?: readonly string[];
  readonly tag?: string;
  readonly folder?: string;
  readonly search?: string;
  readonly status?: CodeStatus;
  readonly type?: ContentType;
  readonly workspace?: string;
}

const filters = ['tag', 'folder', 'search', 'status', 'type'] as const;
const filterOptions = filters.map((name) => `--${name}`).join(', ');

export function addSomeCodesOptions(command: Command): Command {
  return command
    .option('--codes <codes>', 'slugs or ids with commas between them; default: all, newest first', splitList)
    .option('--tag <tag>', 'all codes with this tag')
    .option('--folder <name>', 'all codes in this folder, by name or id; none: in no folder')
    .option('--search <text>', 'all codes with this in their name, slug or destination')
    .addOption(new Option('--status <status>', 'all codes with this status').choices(codeStatuses))
    .addOption(new Option('--type <type>', 'all codes of this type').choices(contentTypes))
    .option('--workspace <name>', 'of which workspace, by slug, name or id; default: the only one');
}

/** Before anything is opened. */
export function checkSomeCodes(options: SomeCodesOptions): void {
  if (options.codes !== undefined && filters.some((name) => options[name] !== undefined))
    throw new UsageError(`--codes names them all: leave ${filterOptions} out.`);
}

export async function chooseSomeCodes(
  core: Core,
  access: Access,
  { codes, folder, tag, search, status, type }: SomeCodesOptions,
): Promise<WantedCodes['codes']> {
  if (codes !== undefined) return codes;
  return {
    ...(folder !== undefined && { folderId: await chooseFolder(core, access, folder) }),
    ...(tag !== undefined && { tag }),
    ...(search !== undefined && { search }),
    ...(status !== undefined && { status }),
    ...(type !== undefined && { type }),
  };
}

/** What the command calls a field of `WantedCodes`; undefined for any other. */
export function nameOfSomeCodes(field: string, { codes }: SomeCodesOptions): string | undefined {
  if (field === 'filter') return filterOptions;
  const [, at] = /^codes(?:\.(\d+))?$/.exec(field) ?? [];
  if (at !== undefined) return `--codes ${codes?.[Number(at)]}`;
  return field === 'codes' ? '--codes' : undefined;
}

function splitList(text: string): readonly string[] {
  return text.split(',').map((item) => item.trim());
}
