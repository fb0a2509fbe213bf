import type { Link } from '../core/routing/link.ts';
import type { Spool } from '../ingest/spool/spool.ts';
import type { NodeLinks } from '../redirect/follow.ts';

/** The node's own redirect map, which lies beside its spool in one file. */
export function createNodeLinks(spool: Spool): NodeLinks {
  return {
    async find(slugs) {
      const found = await spool.findLinks(slugs);
      return found.map((text) => (text === null ? null : (JSON.parse(text) as Link)));
    },
    put(rows, state) {
      const texts = rows.map(({ slug, codeId, link }) => ({
        slug,
        codeId,
        link: link === null ? null : JSON.stringify(link),
      }));
      return spool.putLinks(texts, { ...state });
    },
    clear: () => spool.clearLinks(),
  };
}
