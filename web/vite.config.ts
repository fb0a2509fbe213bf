import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { drawWorld } from './stats/world-shapes.ts';

const server = `http://localhost:${process.env.QUIETZONE_PORT ?? 3000}`;

/** The map of the world as paths: made here, so that no page loads an atlas. */
function worldShapes(): Plugin {
  const name = 'virtual:world-shapes';
  return {
    name,
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined;
      const atlas = fileURLToPath(import.meta.resolve('world-atlas/countries-50m.json'));
      return `export const world = ${JSON.stringify(drawWorld(JSON.parse(readFileSync(atlas, 'utf8'))))};`;
    },
  };
}

/**
 * Few files where somebody waits: each is a request, of which a browser makes six at a time over HTTP/1.1. One is what
 * every page is loaded with, one what signing in adds to it, and one what the frame and the list of codes add to that.
 * Modules go to the first that needs them; what is left is divided by who shares it.
 */
const groups = [
  { name: 'main', tags: ['$initial' as const], priority: 3 },
  { name: 'fields', test: /web\/pages\/account\/sign-in-page\.tsx$/, priority: 2 },
  { name: 'frame', test: /web\/(frame\/frame|pages\/codes\/codes-page)\.tsx$/, priority: 1 },
];

/** Built by `scripts/build.ts` into `dist/web`, from which the server serves it below `/app/`. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/app/',
  plugins: [react(), worldShapes()],
  // `npx vite web` beside a server on port 3000 (or QUIETZONE_PORT): the page reloads by itself while one works on it.
  server: { proxy: { '/app/api': server, '/img': server } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    assetsDir: 'assets',
    // The strict policy of the page has no `data:` scripts or styles.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    target: 'es2022',
    rolldownOptions: { output: { hashCharacters: 'base36', codeSplitting: { groups } } },
  },
});
