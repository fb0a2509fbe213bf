import type { Core } from '../core.ts';
import type { Claim } from '../idempotency/once.ts';
import type { Access } from '../workspaces/access.ts';
import type { Code } from './code.ts';
import { createCode } from './create.ts';
import { getCode } from './list.ts';

/** What fits into a name beside " copy". */
const nameCharactersMax = 250;

/** Another code like it, with a slug and scans of its own; active, and without an end. */
export async function duplicateCode(core: Core, access: Access, id: string, once?: Claim): Promise<Code> {
  const code = await getCode(core, access, id);
  const { type, tags, folderId, design, destination, content } = code;
  const name = `${code.name.slice(0, nameCharactersMax).toWellFormed().trim()} copy`;
  const target = content === null ? { destination } : { content };
  return createCode(core, access, { type, name, ...target, tags, folderId, design, once });
}
