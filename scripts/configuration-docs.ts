/** Writes docs/configuration.md from the table of options: `node scripts/configuration-docs.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { renderManual } from '../src/config/manual.ts';

const docs = new URL('../docs/', import.meta.url);
mkdirSync(docs, { recursive: true });
writeFileSync(new URL('configuration.md', docs), renderManual());
