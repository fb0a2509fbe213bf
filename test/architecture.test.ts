import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findBreaks, findEmptyRows, type Plan, type SourceFile } from './architecture/check.ts';
import { readShape } from './architecture/imports.ts';
import { findLicenceBreaks, type Package } from './architecture/licences.ts';
import { rooms } from './architecture/rooms.ts';
import { findWebBreaks } from './architecture/web.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Manifest {
  readonly license?: string;
  readonly dependencies: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const plan: Plan = {
  rooms,
  dependencies: Object.keys(manifest.dependencies),
  devDependencies: Object.keys(manifest.devDependencies),
};

function readTree(pattern: string): SourceFile[] {
  const paths = globSync(pattern, { cwd: root });
  return paths.map((path) => path.replaceAll('\\', '/')).map((path) => ({ path, source: read(path) }));
}

describe('the house', () => {
  const tree = readTree('{src,test,bench,scripts}/**/*.ts');

  test('every file keeps to its room, to the size caps and to the rules of names', () => {
    expect(tree.length).toBeGreaterThan(200);
    expect(findBreaks(tree, plan)).toEqual([]);
  });

  test('the web app keeps to its folders, and takes nothing of the server but the types of the wire', () => {
    const files = readTree('web/**/*.{ts,tsx}');
    expect(files.length).toBeGreaterThan(50);
    expect(findWebBreaks(files, [...plan.dependencies, ...plan.devDependencies])).toEqual([]);
  });

  test('the table has no row for a room that is gone', () => {
    expect(findEmptyRows(tree, plan)).toEqual([]);
  });
});

interface LockEntry {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly resolved?: string;
}

describe('what is installed with it', () => {
  const lockText = read('package-lock.json');
  const entries = Object.entries((JSON.parse(lockText) as { packages: Record<string, LockEntry> }).packages);

  test('no package of the production tree, at any depth, has a licence that binds the whole', () => {
    const packages = entries
      .filter(([path, { dev }]) => path !== '' && !dev)
      .map(([path, { license }]): Package => {
        const file = join(path, 'package.json');
        // Those of other platforms are not here, and the lock file says what they say.
        const said = existsSync(join(root, file)) ? (JSON.parse(read(file)) as Manifest).license : license;
        return { name: path.replace(/^.*node_modules\//, ''), licence: said ?? '' };
      });
    expect(packages.length).toBeGreaterThan(plan.dependencies.length);
    expect(findLicenceBreaks(packages)).toEqual([]);
  });

  test('the lock file ties nobody to one registry', () => {
    expect(entries.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(lockText).not.toMatch(/registry\.|\bnpmjs\b/i);
  });
});

/** Breaks of a tree of one file. */
function breaksIn(path: string, source: string): string[] {
  const sample = { ...plan, dependencies: ['zod', 'hono', 'kysely', 'qr'], devDependencies: ['vitest'] };
  return findBreaks([{ path, source }], sample).map((text) => text.slice(path.length + 2));
}

describe('the checker finds', () => {
  test.each([
    [
      'src/core/codes/a.ts',
      `import { x } from '../../store/open.ts';`,
      'core may not import src/store/open.ts',
    ],
    ['src/core/a.ts', `import { readFileSync } from 'node:fs';`, 'core may not use node:fs'],
    ['src/core/a.ts', `import type { X } from 'hono';`, 'core may not use hono'],
    ['src/redirect/a.ts', `import { request } from 'node:http';`, 'redirect may not use node:http (value)'],
    ['src/redirect/a.ts', `import { x } from '../ingest/lru-map.ts';`, 'redirect may not import src/ingest'],
    ['src/pages/a.ts', `import { x } from '../core/codes/code.ts';`, 'pages may not import src/core/codes'],
    [
      'src/http/api-v1/a.ts',
      `import { x } from '../api-php/env.ts';`,
      'http/api-v1 may not import src/http/api',
    ],
    ['src/http/api-v1/a.ts', `import type { X } from '../../store/schema.ts';`, 'http/api-v1 may not import'],
    [
      'src/http/shared/a.ts',
      `import { x } from '../server.ts';`,
      'http/shared may not import src/http/server',
    ],
    ['src/store/sqlite/a.ts', `import { x } from '../postgres/pool.ts';`, 'store/sqlite may not import'],
    [
      'src/store/queries/a.ts',
      `import type { X } from '../sqlite/store.ts';`,
      'store/queries may not import',
    ],
    ['src/runtime/a.ts', `import { x } from '../config/load.ts';`, 'runtime may not import src/config'],
    ['src/cli/a.ts', `import { x } from '../store/open.ts';`, 'cli may not import src/store/open.ts'],
    [
      'src/qr/a.ts',
      `import { x } from '../../test/support/curl.ts';`,
      'qr may not import test/support/curl.ts',
    ],
    ['src/core/a.test.ts', `import { x } from '../store/open.ts';`, 'core may not import src/store/open.ts'],
    ['src/http/new/a.ts', `export const x = 1;`, 'its folder has no row'],
    ['src/attic/a.ts', `export const x = 1;`, 'its folder has no row'],
    ['src/loose.ts', `export const x = 1;`, 'its folder has no row'],
    ['src/qr/a.ts', `import { x } from 'left-pad';`, 'package left-pad is not a dependency'],
    ['src/qr/a.ts', `import { test } from 'vitest';`, 'package vitest is not a dependency'],
    ['src/qr/a.ts', `import { deflateSync } from 'zlib';`, `'zlib' is written node:zlib`],
    ['src/qr/a.ts', `export { x } from '../pages/html.ts';`, 'qr may not import src/pages/html.ts'],
    ['src/qr/a.ts', `export * from '../pages/html.ts';`, 'qr may not import src/pages/html.ts'],
    ['src/qr/a.ts', `import '../pages/html.ts';`, 'qr may not import src/pages/html.ts'],
    ['src/cli/a.ts', `const x = await import('./b.ts');`, `a dynamic import of './b.ts'`],
    ['src/cli/a.ts', `let x: import('./b.ts').X;`, `a dynamic import of './b.ts'`],
    ['src/cli/a.ts', `const x = \`\${await import(name)}\`;`, `a dynamic import of ''`],
    ['src/cli/a.ts', `const x = require('./b.ts');`, `a require of './b.ts'`],
    ['src/cli/string-utils.ts', 'export const x = 1;', 'a name that says nothing'],
    ['src/cli/common/a.ts', 'export const x = 1;', 'a name that says nothing'],
    ['test/helpers.test.ts', 'export const x = 1;', 'a name that says nothing'],
    ['src/cli/LinkManager.ts', 'export const x = 1;', 'a file is named in kebab-case'],
    ['src/cli/Demo/a.ts', 'export const x = 1;', 'a folder is named in kebab-case'],
    ['src/cli/a.ts', 'export default 1;', 'a default export'],
    ['src/cli/a.ts', 'const x = 1;\nexport { x as default };', 'a default export'],
    ['src/cli/a.ts', `export { x } from './b.ts';\nexport type { Y } from './c.ts';`, 'only re-exports'],
    ['src/cli/a.ts', `import { x } from './b.ts';\nexport { x };`, 'only re-exports'],
    ['src/core/a.ts', 'export const x = () => Date.now();', 'core does not use Date.now'],
    ['src/core/a.ts', 'export const x = () => new Date();', 'core does not use new Date()'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a source to be read
    ['src/core/a.ts', 'export const x = `a${Math.random()}`;', 'core does not use Math.random'],
    ['src/core/a.ts', 'export const x = process.env.X;', 'core does not use process'],
  ])('in %s: %s', (path, source, said) => {
    expect(breaksIn(path, source)).toContainEqual(expect.stringContaining(said));
  });
});

test.each([
  ['web/a.tsx', `import { x } from '../src/core/errors.ts';`, 'nothing but types of the wire'],
  ['web/a.tsx', `import { x } from '../src/http/dashboard/wire.ts';`, 'nothing but types of the wire'],
  ['web/a.tsx', `import type { X } from '../src/core/codes/code.ts';`, 'nothing but types of the wire'],
  ['web/parts/a.tsx', `import { x } from '../pages/codes/codes-page.tsx';`, 'parts may not import web/pages'],
  ['web/parts/a.tsx', `const x = () => import('../pages/b.tsx');`, 'parts may not import web/pages'],
  ['web/a.tsx', `import { x } from 'left-pad';`, 'package left-pad is not a dependency'],
  ['web/a.tsx', '<b dangerouslySetInnerHTML={x} />', 'text that would become markup'],
  ['web/a.tsx', `fetch('https://fonts.gstatic.com/x')`, 'an address of another host'],
])('in %s the checker of the web app finds %s', (path, source, said) => {
  expect(findWebBreaks([{ path, source }], ['react'])).toContainEqual(expect.stringContaining(said));
});

test('350 lines are a source file, 500 a test, and not one more', () => {
  for (const [path, linesMax] of [
    ['src/cli/a.ts', 350],
    ['bench/a.ts', 350],
    ['src/cli/a.test.ts', 500],
    ['test/a.ts', 500],
  ] as const) {
    expect(breaksIn(path, 'x;\n'.repeat(linesMax))).toEqual([]);
    expect(breaksIn(path, 'x;\n'.repeat(linesMax + 1))).toEqual([
      `${linesMax + 1} lines, more than ${linesMax}`,
    ]);
  }
});

describe('the checker lets pass', () => {
  test.each([
    [
      'src/core/codes/a.ts',
      `import { z } from 'zod';\nimport { x } from '../errors.ts';\nexport const y = x;`,
    ],
    ['src/core/a.test.ts', `import { test } from 'vitest';\nimport { x } from './a.ts';\ntest('x', x);`],
    ['src/core/a.ts', `export const at = (now: number) => new Date(now).toISOString();`],
    [
      'src/redirect/a.ts',
      `import type { IncomingMessage } from 'node:http';\nexport type X = IncomingMessage;`,
    ],
    ['src/pages/a.ts', `import type { Code } from '../core/codes/code.ts';\nexport type X = Code;`],
    ['src/pages/hosted/a.ts', `import { x } from '../../core/content/wifi.ts';\nexport const y = x;`],
    ['src/compose/a.ts', `import { x } from '../qr/render.ts';\nexport const y = x;`],
    ['src/http/surfaces.ts', `import { x } from './api-v1/surface.ts';\nexport const y = x;`],
    ['src/store/sqlite/a.ts', `import { x } from '../queries/all.ts';\nexport const y = x;`],
    ['src/compose.ts', `import { x } from './compose/parts.ts';\nexport const y = x;`],
    ['src/compose/a.ts', `import { x } from '../store/sqlite/store.ts';\nexport const y = x;`],
    ['src/cli/demo/a.ts', `import { x } from '../../compose.ts';\nexport const y = x;`],
    ['src/cli/a.ts', `import './b.ts';`],
    ['src/store/migrations/0001-first-tables.ts', 'export const x = 1;'],
  ])('in %s: %s', (path, source) => {
    expect(breaksIn(path, source)).toEqual([]);
  });

  test('what only looks like an import: text, comments, patterns, members', () => {
    const source = [
      `// import { a } from '../store/open.ts';`,
      `/* export * from '../store/open.ts'; */`,
      `const text = "import { a } from '../store/open.ts'";`,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a source to be read
      'const template = `import("x") ${1 + (() => { return 2; })()} require("x")`;',
      `const pattern = /import\\("x"\\)/.test(text) ? 4 / 2 / 1 : 0;`,
      `const here = import.meta.url;`,
      `const found = resolver.require('x');`,
      `export const all = { import: template, from: 'x', pattern, here, found };`,
    ].join('\n');
    expect(readShape(source)).toEqual({ imports: [], defaultExport: false, barrel: false, ambient: [] });
  });

  test('type imports are told from those that load the file', () => {
    const kinds = (source: string) => readShape(source).imports.map(({ kind }) => kind);
    expect(kinds(`import type { A } from './a.ts';`)).toEqual(['type']);
    expect(kinds(`import type A from './a.ts';`)).toEqual(['type']);
    expect(kinds(`import { type A } from './a.ts';`)).toEqual(['value']);
    expect(kinds(`import type from './a.ts';`)).toEqual(['value']);
    expect(kinds(`import * as a from './a.ts';\nimport b, { c } from "./b.ts"`)).toEqual(['value', 'value']);
    expect(kinds(`export type { A } from './a.ts';`)).toEqual(['type']);
  });
});

test('a row that nobody lives in, a licence that binds: each is found', () => {
  const file = { path: 'src/core/a.ts', source: 'export const x = 1;' };
  const sample = { ...plan, rooms: { core: rooms.core!, qr: rooms.qr! } };
  expect(findEmptyRows([file], sample)).toEqual(['qr']);
  const licences = [
    'AGPL-3.0-only',
    'GPL-2.0',
    'LGPL-3.0-or-later',
    'SSPL-1.0',
    '',
    '(MIT OR GPL-3.0)',
    'MIT',
  ];
  const packages = licences.map((licence) => ({ name: 'p', licence }));
  expect(findLicenceBreaks(packages)).toHaveLength(6);
  const vips = { name: '@img/sharp-libvips-linux-x64', licence: 'LGPL-3.0-or-later' };
  expect(findLicenceBreaks([vips])).toEqual([]);
  expect(findLicenceBreaks([{ ...vips, licence: 'GPL-3.0-or-later' }])).toHaveLength(1);
});
