import { plainDesign } from '../core/designs/design.ts';
import type { Link, LinkPage } from '../core/routing/link.ts';
import { createLruMap } from '../ingest/lru-map.ts';
import type { PageAnswer } from '../pages/answer.ts';
import { renderCalendar } from '../pages/icalendar.ts';
import { renderContentPage, renderStatusPage } from '../pages/render.ts';
import { renderVcard } from '../pages/vcard.ts';
import { composeScene } from '../qr/draw/compose-scene.ts';
import { renderSceneSvg } from '../qr/formats/svg.ts';
import { encodeMatrix } from '../qr/matrix.ts';
import type { Answer } from '../redirect/answer.ts';
import type { Pages } from '../redirect/front.ts';

/** What a phone is shown, as the redirect sends it. */
export function createPages(now: () => number): Pages {
  // Few languages ask for nearly all of them; who asks in random ones gains nothing.
  const known = createLruMap<string, Answer>(200);
  return {
    status(state, acceptLanguage) {
      const key = `${state} ${acceptLanguage}`;
      const remembered = known.get(key);
      if (remembered) return remembered;
      const answer = flat(renderStatusPage(state, acceptLanguage));
      if (acceptLanguage.length <= 100) known.set(key, answer);
      return answer;
    },
    content(link, acceptLanguage, userAgent) {
      const request = { acceptLanguage, userAgent, nowMs: now() };
      return flat(renderContentPage({ ...pageOf(link), slug: link.slug }, request, { drawCode }));
    },
    vcard: (link) => flat(renderVcard(pageOf(link).content ?? {})),
    file(link, extension) {
      const { id, type, content } = pageOf(link);
      if (extension === 'ics')
        return type === 'event' ? flat(renderCalendar(content ?? {}, now(), id)) : undefined;
      return type === 'vcard' || type === 'vcard_plus' ? flat(renderVcard(content ?? {})) : undefined;
    },
  };
}

function pageOf(link: Link): LinkPage {
  return link.page ?? { id: '', type: 'url', name: link.slug, content: null, href: null };
}

function drawCode(text: string): string {
  const scene = composeScene({ text, design: plainDesign, logo: null }, encodeMatrix(text, 'M'), () => {
    throw new Error('a plain design has no words');
  });
  return renderSceneSvg(scene, 240);
}

function flat(answer: PageAnswer): Answer {
  const body = Buffer.from(answer.body);
  const headers = Object.entries(answer.headers).flat();
  return { status: answer.status, headers: [...headers, 'Content-Length', String(body.length)], body };
}
