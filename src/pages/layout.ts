import type { PageAnswer } from './answer.ts';
import { type Html, html, trusted } from './html.ts';
import type { ChosenLanguage } from './language.ts';

/** The only style of all pages. A change needs a new `styleHash`; the test beside this file says which. */
export const style =
  ':root{color-scheme:light dark;--paper:#fafaf7;--surface:#fff;--ink:#14181a;--muted:#59636b;--line:#e3e6e1;--good:#0a7357;--warn:#9a5b00}' +
  '@media(prefers-color-scheme:dark){:root{--paper:#101312;--surface:#181c1a;--ink:#ecefea;--muted:#98a29b;--line:#2a302c;--good:#3ccb9b;--warn:#e5b04c}}' +
  '*{box-sizing:border-box;margin:0;padding:0}' +
  'body{background:var(--paper);color:var(--ink);font:17px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic",sans-serif;overflow-wrap:anywhere;-webkit-text-size-adjust:100%}' +
  'main{max-width:32rem;margin:0 auto;padding:40px 24px 64px;display:grid;gap:24px}' +
  'main>*,section>*{min-width:0}' +
  'h1{font-size:30px;line-height:1.2;font-weight:700;text-wrap:balance}' +
  'h2{font-size:20px;line-height:1.3;font-weight:650}' +
  'h3{font-size:17px;font-weight:600}' +
  'section{display:grid;gap:12px}' +
  'header{display:grid;gap:8px;justify-items:start}' +
  '.lead{font-size:19px;color:var(--muted)}' +
  '.text{white-space:pre-line}.muted,dt,.sub{color:var(--muted)}.sub,dt{font-size:15px}' +
  'a{color:inherit;text-underline-offset:3px}' +
  'a:focus-visible,summary:focus-visible{outline:3px solid var(--ink);outline-offset:3px;border-radius:8px}' +
  '.acts{display:grid;gap:12px}' +
  '.act{display:block;padding:14px 20px;border:2px solid var(--ink);border-radius:8px;font-weight:600;text-align:center;text-decoration:none}' +
  '.acts:not(.even)>.act:first-child{background:var(--ink);color:var(--paper)}' +
  '.rows,dl{list-style:none;background:var(--surface);border:1px solid var(--line);border-radius:8px}' +
  '.rows>li+li,dl>div+div{border-top:1px solid var(--line)}' +
  '.rows>li,dl>div{padding:12px 16px}' +
  '.rows>li>a{display:block;margin:-12px -16px;padding:12px 16px;text-decoration:none}.rows>li>a>bdi:first-child{text-decoration:underline}dd a{display:inline-block;padding:8px 0;margin:-8px 0}' +
  '.pair{display:flex;justify-content:space-between;align-items:baseline;gap:16px}.pair>:last-child{flex:none;max-width:60%;text-align:end}' +
  '.num{font-variant-numeric:tabular-nums;font-weight:600;color:var(--ink)}.void{color:var(--muted);text-decoration:line-through}' +
  '.tags{display:flex;flex-wrap:wrap;gap:4px 8px;margin-top:4px;font-size:15px;color:var(--muted)}.tags>*{border:1px solid var(--line);border-radius:8px;padding:0 8px}' +
  '.state{font-weight:600}.good{color:var(--good)}.warn{color:var(--warn)}' +
  '.key{font:600 22px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;-webkit-user-select:all;user-select:all;white-space:pre-wrap}' +
  '.ticket{border:2px dashed var(--muted);border-radius:8px;background:var(--surface);padding:24px 16px;text-align:center}' +
  '.face{width:72px;height:72px;border-radius:50%;background:var(--ink);color:var(--paper);display:grid;place-items:center;font-size:26px;font-weight:600;margin-bottom:8px}' +
  'figure{display:grid;gap:12px;justify-items:center;text-align:center}figure>div{background:#fff;padding:16px;line-height:0}figure svg{width:208px;height:208px}' +
  'summary{font-weight:600;cursor:pointer;padding:8px 0}' +
  '.sign{width:56px;height:56px}.short{min-height:80vh;align-content:center}';

/** SHA-256 of `style` in Base64: the only style that the policy lets in. */
export const styleHash = 'sha256-Gg0Sf7S1yC05PsXxWXziKTcDXFTkcD1gV+huG+v6a8E=';

const policy =
  `default-src 'none'; style-src '${styleHash}'; img-src 'self' data:; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

interface Layout {
  readonly status: number;
  readonly language: ChosenLanguage;
  /** Of the document. */
  readonly title: string;
  readonly body: Html;
  /** A page of one sentence, which stands in the middle of the screen. */
  readonly short?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

export function renderLayout(layout: Layout): PageAnswer {
  const { language, title, body } = layout;
  const page = html`<!doctype html>
<html lang="${language.language}" dir="${language.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<main${trusted(layout.short === true ? ' class="short"' : '')}>
${body}
</main>
</body>
</html>
`;
  return {
    status: layout.status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': language.language,
      'Cache-Control': 'no-store',
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
      'Referrer-Policy': 'no-referrer',
      ...layout.headers,
    },
    body: page.source,
  };
}
