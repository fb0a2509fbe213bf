import { readFileSync } from 'node:fs';

interface PackageFile {
  readonly version: string;
  readonly engines: { readonly node: string };
}

// Two folders up from here both in the sources and in the build.
const file = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as PackageFile;

/** Version of this program. */
export const version = file.version;

/** The oldest Node that this program runs on, such as `26.10.0`. */
export const nodeVersionMin = file.engines.node.replace(/^\D+/, '');
