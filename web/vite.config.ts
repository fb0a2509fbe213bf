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
    rolldownOptions: { output: { hashCharacters: 'base36' } },
  },
});
