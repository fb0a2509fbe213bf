import { createHash } from 'node:crypto';

const style = `:root{color-scheme:light dark;--paper:#FAFAF7;--ink:#14181A;--accent:#0A7357}
@media(prefers-color-scheme:dark){:root{--paper:#101312;--ink:#ECEFEA;--accent:#3CCB9B}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 Inter,system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:64px 24px}
svg{width:56px;height:56px;color:var(--accent);margin:0 0 24px -8px}
h1{font-size:28px;line-height:1.2;margin:0 0 16px}
p{margin:0 0 16px}
a{color:var(--accent)}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}`;

/** One finder pattern in its quiet zone: 7 × 7 modules in a square of 9. */
export function renderMark(colour: string): string {
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" shape-rendering="crispEdges" aria-hidden="true">' +
    `<path fill="${colour}" fill-rule="evenodd" d="M1 1H8V8H1ZM2 2V7H7V2ZM3 3H6V6H3Z"/></svg>`
  );
}

/** Nothing but this page's own style and our own mark: no script, no other origin. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** @param body trusted HTML of ours: nothing of a request is ever put in */
function renderPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>${style}</style>
</head>
<body>
<main>
${renderMark('currentColor')}
${body}
</main>
</body>
</html>
`;
}

export const notFoundPage = renderPage(
  'Not found',
  `<h1>There is nothing here</h1>
<p>The address may be mistyped. Short links begin with <code>/p/</code>.</p>
<p><a href="/">To the dashboard</a></p>`,
);
