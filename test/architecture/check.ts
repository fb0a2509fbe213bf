import { builtinModules } from 'node:module';
import { dirname, posix } from 'node:path';
import { type Import, readShape, type SourceShape } from './imports.ts';
import type { Room } from './rooms.ts';

export interface SourceFile {
  /** From the root of the repository, such as `src/core/errors.ts`. */
  readonly path: string;
  readonly source: string;
}

export interface Plan {
  readonly rooms: Readonly<Record<string, Room>>;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
}

const sourceLinesMax = 350;
const testLinesMax = 500;
/** Names that say nothing about what is inside, and so collect everything. */
const emptyNames = /(^|[-_.])(utils?|helpers?|common|managers?|misc|stuff|lib|base)([-_.]|$)/i;
const fileName = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?\.ts$/;
const folderName = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Every break of the rules, one sentence each; none for a tree in order. */
export function findBreaks(files: readonly SourceFile[], plan: Plan): string[] {
  return files.flatMap((file) => {
    const shape = readShape(file.source);
    const breaks = [
      ...breaksOfForm(file, shape),
      ...(isInSrc(file.path) ? breaksOfRoom(file, shape, plan) : []),
    ];
    return breaks.map((text) => `${file.path}: ${text}`);
  });
}

/** Rooms of the table that no file lives in. */
export function findEmptyRows(files: readonly SourceFile[], { rooms }: Plan): string[] {
  const lived = new Set(files.map(({ path }) => roomOf(path, rooms)));
  return Object.keys(rooms).filter((room) => !lived.has(room));
}

function breaksOfForm({ path, source }: SourceFile, shape: SourceShape): string[] {
  const breaks: string[] = [];
  const lines = source.replace(/\n$/, '').split('\n').length;
  const linesMax = isTest(path) ? testLinesMax : sourceLinesMax;
  if (lines > linesMax) breaks.push(`${lines} lines, more than ${linesMax}`);
  const folders = path.split('/').slice(0, -1);
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!fileName.test(name)) breaks.push('a file is named in kebab-case');
  if (!folders.every((folder) => folderName.test(folder))) breaks.push('a folder is named in kebab-case');
  if ([...folders, name].some((part) => emptyNames.test(part.replace(/\.ts$/, '')))) {
    breaks.push('a name that says nothing');
  }
  if (shape.defaultExport) breaks.push('a default export');
  if (shape.barrel) breaks.push('only re-exports');
  return breaks;
}

function breaksOfRoom({ path }: SourceFile, shape: SourceShape, plan: Plan): string[] {
  const room = roomOf(path, plan.rooms);
  const row = room === undefined ? undefined : plan.rooms[room];
  if (room === undefined || row === undefined) return ['its folder has no row in the table of rooms'];
  const breaks = shape.imports.flatMap((found) => {
    const problem = problemOf(found, path, room, row, plan);
    return problem === undefined ? [] : [`line ${found.line}: ${problem}`];
  });
  if (room === 'core' && !isTest(path))
    breaks.push(...shape.ambient.map((name) => `core does not use ${name}`));
  return breaks;
}

function problemOf(found: Import, path: string, room: string, row: Room, plan: Plan): string | undefined {
  const { kind, from } = found;
  if (kind === 'dynamic') {
    const target = posix.join(dirname(path), from).replace(/^src\//, '');
    return row.lazy?.includes(target) ? undefined : `a dynamic import of '${from}'`;
  }
  if (kind === 'require') return `a require of '${from}'`;
  if (from.startsWith('.')) {
    const target = posix.join(dirname(path), from);
    return mayReach(target, kind, path, room, plan)
      ? undefined
      : `${room} may not import ${target} (${kind})`;
  }
  const name = packageOf(from);
  if (!from.startsWith('node:')) {
    if (builtinModules.includes(name)) return `'${from}' is written node:${from}`;
    const declared = isTest(path) ? [...plan.dependencies, ...plan.devDependencies] : plan.dependencies;
    if (!declared.includes(name)) return `package ${name} is not a dependency`;
  }
  if (isTest(path) || allows(row.packages, name, kind)) return undefined;
  return from.startsWith('node:') && allows(row.packages, 'node:*', kind)
    ? undefined
    : `${room} may not use ${name} (${kind})`;
}

/** A test beside its file may also make the core's objects, and take what all tests share. */
function mayReach(target: string, kind: Import['kind'], path: string, room: string, plan: Plan): boolean {
  if (!isInSrc(target)) return isTest(path) && /^test\/(data|support)\//.test(target);
  const targetRoom = roomOf(target, plan.rooms);
  if (targetRoom === room || (isTest(path) && targetRoom === 'core')) return true;
  return (plan.rooms[room]?.ours ?? []).some((row) => {
    const place = row.replace(/^type /, '');
    const isThere = place === '' || targetRoom === place || `${target}/`.startsWith(`src/${place}/`);
    return isThere && (kind === 'type' || place === row);
  });
}

function allows(packages: readonly string[], name: string, kind: Import['kind']): boolean {
  return packages.includes(name) || (kind === 'type' && packages.includes(`type ${name}`));
}

/** The room of a file: its folder's row, or the nearest above; undefined where there is none. */
function roomOf(path: string, rooms: Plan['rooms']): string | undefined {
  if (path === 'src/compose.ts') return 'compose';
  for (
    let folder = dirname(path), depth = 0;
    folder.startsWith('src/');
    folder = dirname(folder), depth += 1
  ) {
    const room = folder.slice('src/'.length);
    if (rooms[room] !== undefined && (depth === 0 || room !== 'http')) return room;
  }
  return undefined;
}

function packageOf(from: string): string {
  if (from.startsWith('node:')) return from;
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

function isInSrc(path: string): boolean {
  return path.startsWith('src/');
}

function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.startsWith('test/');
}
