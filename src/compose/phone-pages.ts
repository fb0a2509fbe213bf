import { type PhonePages, previewAgent } from '../core/codes/preview.ts';
import type { Answer } from '../redirect/answer.ts';
import type { Pages } from '../redirect/front.ts';

/** Nothing is loaded from anywhere, and nothing runs: what is shown may hold what a stranger has written. */
const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:`;

/** Previews, made by what answers scans, and then put out of action. */
export function createPhonePages(pages: Pages): PhonePages {
  return {
    page: (link, acceptLanguage) => makeInert(textOf(pages.content(link, acceptLanguage, previewAgent))),
    file(link) {
      const answer = pages.vcard(link);
      return { name: fileNameOf(answer), text: textOf(answer) };
    },
  };
}

/** The markup is ours, and texts in it have no quotes: these patterns meet tags alone. */
function makeInert(html: string): string {
  return html
    .replace('<head>', `<head>\n<meta http-equiv="Content-Security-Policy" content="${policy}">`)
    .replace('<body', '<body inert')
    .replaceAll(/ href="[^"]*"/g, ' href="#"');
}

function textOf({ body }: Answer): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

function fileNameOf({ headers }: Answer): string {
  const disposition = headers[headers.indexOf('Content-Disposition') + 1] ?? '';
  return /filename="([^"]+)"/.exec(disposition)?.[1] ?? 'contact.vcf';
}
