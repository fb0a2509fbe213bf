import { nodeVersionMin } from '../runtime/package-info.ts';

/** @returns a sentence when `found` is older than the program needs, else undefined */
export function complainAboutNode(found: string, wanted: string): string | undefined {
  const [have, want] = [found, wanted].map((text) =>
    text.split('.').map((part) => Number.parseInt(part, 10)),
  );
  const differing = [0, 1, 2].find((n) => have?.[n] !== want?.[n]);
  if (differing === undefined || (have?.[differing] ?? 0) > (want?.[differing] ?? 0)) return undefined;
  return `quietzone needs Node ${wanted} or newer and this is ${found}: start it by its launcher \`quietzone\`, or see https://nodejs.org.`;
}

// Checked while modules load: the database driver, which comes after this one, crashes on an old Node.
const complaint = complainAboutNode(process.versions.node, nodeVersionMin);
if (complaint !== undefined) {
  process.stderr.write(`${complaint}\n`);
  process.exit(1);
}
