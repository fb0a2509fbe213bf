import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = `http://localhost:${process.env.QUIETZONE_PORT ?? 3000}`;

/** Built by `scripts/build.ts` into `dist/web`, from which the server serves it below `/app/`. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/app/',
  plugins: [react()],
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
