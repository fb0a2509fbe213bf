import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../quietzone.ts';
import type { Figure } from '../section.ts';

const web = join(root, 'dist/web');

/** What `index.html` names, the entry and all that it imports statically; and what draws charts and the map. */
export function bundleFigures(): Figure[] {
  const page = readFileSync(join(web, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\/app\/assets\/([^"]+\.js)"/g)].map(([, name = '']) => name);
  const all = readdirSync(join(web, 'assets')).filter((name) => name.endsWith('.js'));
  const drawing = all.filter((name) => /^(series-plot|world-drawing|uPlot)/i.test(name));
  return [
    {
      id: 'dashboard-bundle',
      what: 'main bundle, gzipped',
      measured: bytesOf(named) / 1000,
      unit: 'kB',
      detail: `${named.length} of ${all.length} scripts`,
    },
    {
      id: 'dashboard-drawing',
      what: 'charts and map, gzipped',
      measured: bytesOf(drawing) / 1000,
      unit: 'kB',
      detail: drawing.map((name) => name.replace(/-[^-]*$/, '')).join(', '),
    },
  ];
}

function bytesOf(names: readonly string[]): number {
  return names.reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(web, 'assets', name)), { level: 9 }).length,
    0,
  );
}
