import type { Link } from '../core/routing/link.ts';
import type { LinkRow } from '../ingest/spool/messages.ts';
import type { Spool } from '../ingest/spool/spool.ts';
import type { NodeLinks } from '../redirect/follow.ts';

/**
 * The node's own redirect map, which lies beside its spool in one file. Rows that are not yet in the file, since
 * their write runs or failed (a full disk), are answered from here and go along with every later write: what the
 * file says of how far it followed is then never ahead of its rows.
 */
export function createNodeLinks(spool: Spool): NodeLinks {
  const unwritten = new Map<string, LinkRow>();
  const unwrittenState = new Map<string, string>();
  return {
    async find(slugs) {
      const before = slugs.map((slug) => unwritten.get(slug));
      const found = await spool.findLinks(slugs);
      return slugs.map((slug, index) => {
        const row = unwritten.get(slug) ?? before[index];
        const text = row ? row.link : (found[index] ?? null);
        return text === null ? null : (JSON.parse(text) as Link);
      });
    },
    async put(rows, state) {
      for (const { slug, codeId, link } of rows) {
        unwritten.set(slug, { slug, codeId, link: link === null ? null : JSON.stringify(link) });
      }
      for (const [name, value] of Object.entries(state)) unwrittenState.set(name, value);
      const written = [...unwritten.values()];
      const writtenState = [...unwrittenState];
      await spool.putLinks(written, Object.fromEntries(writtenState));
      for (const row of written) if (unwritten.get(row.slug) === row) unwritten.delete(row.slug);
      for (const [name, value] of writtenState) {
        if (unwrittenState.get(name) === value) unwrittenState.delete(name);
      }
    },
    async clear() {
      unwritten.clear();
      await spool.clearLinks();
    },
  };
}
