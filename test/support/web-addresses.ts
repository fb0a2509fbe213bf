import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const routes = join(import.meta.dirname, '../../web/routes');

/** What the pages of a file of routes hang under. */
const hangs: Readonly<Record<string, string>> = {
  'public-routes.ts': '',
  'account-routes.ts': '',
  'code-routes.ts': '/w/$workspace',
  'workspace-routes.ts': '/w/$workspace',
  'instance-routes.ts': '/instance',
};

/** The addresses of all pages below `/app`, as `web/routes/` has them. */
export function listWebAddresses(): readonly string[] {
  const files = readdirSync(routes).filter((file) => file.endsWith('-routes.ts'));
  return files.flatMap((file) => {
    const under = hangs[file];
    if (under === undefined) throw new Error(`Say in this file what ${file} hangs under.`);
    const text = readFileSync(join(routes, file), 'utf8');
    const made = /(?:path: |pageRoute\(\s*\w+,\s*)'([^']+)'/g;
    return [...text.matchAll(made)].map(([, path]) => `${under}${path}`);
  });
}
