import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listWebAddresses } from '../support/web-addresses.ts';

const root = join(import.meta.dirname, '../..');
const web = join(root, 'web');

function readAll(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(
    files
      .filter((file) => /\.tsx?$/.test(file) && !/\.(test|d)\.ts$/.test(file))
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );
}

const sources = readAll(web);

const addresses = new Set(listWebAddresses());

it('every link of the web app leads to a page that is there', () => {
  const dead = [...sources].flatMap(([file, text]) =>
    [...text.matchAll(/\bto[=:] ?['"](\/[^'"]*)['"]/g)]
      .map(([, to]) => to!)
      // The start, and the reference of the API, which is no page of the app.
      .filter((to) => !addresses.has(to) && to !== '/' && to !== '/api/docs')
      .map((to) => `${file}: ${to}`),
  );
  expect(dead).toEqual([]);
  expect(addresses.size).toBeGreaterThan(20);
});

it('every component of Mantine that is used has its styles', () => {
  const components = join(root, 'node_modules/@mantine/core');
  const styles = sources.get('styles.ts')!;
  const used = new Set(
    [...sources.values()].flatMap((text) =>
      [...text.matchAll(/import \{([^}]+)\} from '@mantine\/core'/g)].flatMap(([, names]) =>
        names!.split(',').map((name) => name.trim().replace(/^type .*/, '')),
      ),
    ),
  );
  const all = new Set(readdirSync(join(components, 'styles')));
  const missing = [...withParts(join(components, 'esm/components'), used)].filter(
    (name) => all.has(`${name}.layer.css`) && !styles.includes(`/${name}.layer.css`),
  );
  expect(missing).toEqual([]);
});

/** Components together with those that they are made of. */
function withParts(folder: string, names: ReadonlySet<string>): ReadonlySet<string> {
  const known = new Set(readdirSync(folder));
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name) || !known.has(name)) return;
    found.add(name);
    const files = readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((one) => one.endsWith('.mjs'))) {
      const text = readFileSync(join(folder, name, file), 'utf8');
      for (const [, part] of text.matchAll(/from "(?:\.\.\/)+(\w+)\//g)) visit(part!);
    }
  };
  for (const name of names) visit(name);
  return found;
}
