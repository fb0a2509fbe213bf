import type { Code } from '../../core/codes/code.ts';
import { isLeftOut, type QrTrackFields } from '../../core/content/qr-track-fields.ts';
import { type ContentInput, contentOfQrTrackFields } from '../../core/content/registry.ts';

/**
 * What an update means for the content. Fields of the type that come alone change just these: a new password
 * leaves the network's name, and an empty one takes it away. A whole destination replaces everything.
 */
export function contentEditOf(code: Code, fields: QrTrackFields): ContentInput {
  const { destination, target, content, ...own } = fields;
  const input = contentOfQrTrackFields(code.type, fields);
  const isWhole = ![destination, target, content].every(isLeftOut);
  if (isWhole || code.content === null) return input;
  const kept = new Map(Object.entries(code.content));
  const cleared = clearedIn(code, own);
  if (input.content === undefined && cleared.length === 0) return input;
  for (const name of cleared) kept.delete(name);
  return { content: { ...Object.fromEntries(kept), ...(input.content as object | undefined) } };
}

/** The names, in the content, of fields that were sent empty. */
function clearedIn(code: Code, own: QrTrackFields): readonly string[] {
  const empty = Object.entries(own).filter(([, value]) => value === '' || value === null);
  const filled = Object.fromEntries(empty.map(([name]) => [name, 'x']));
  return Object.keys(contentOfQrTrackFields(code.type, filled).content ?? {});
}
