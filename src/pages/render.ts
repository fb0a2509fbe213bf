import type { PageAnswer } from './answer.ts';
import { renderHosted } from './hosted/table.ts';
import { html, trusted } from './html.ts';
import { chooseLanguage } from './language.ts';
import { renderLayout } from './layout.ts';
import { type Messages, messages } from './messages.ts';
import type { ContentPage, PageOptions, PageRequest } from './view.ts';

export type PageState = 'paused' | 'expired' | 'trashed' | 'suspended' | 'unknown' | 'unavailable';

interface Notice {
  readonly status: number;
  readonly title: keyof Messages;
  readonly text: keyof Messages;
  /** Strokes of a sign, in a square of 24. */
  readonly sign: string;
  readonly retryAfterSeconds?: number;
}

const notices: Readonly<Record<PageState, Notice>> = {
  paused: { status: 200, title: 'pausedTitle', text: 'pausedText', sign: 'M9 8v8M15 8v8' },
  expired: { status: 410, title: 'expiredTitle', text: 'expiredText', sign: 'M12 7v5l3 2' },
  trashed: { status: 200, title: 'trashedTitle', text: 'trashedText', sign: 'M8 12h8' },
  suspended: { status: 200, title: 'unknownTitle', text: 'trashedText', sign: 'M8 12h8' },
  unknown: { status: 404, title: 'unknownTitle', text: 'unknownText', sign: 'M9 9l6 6M15 9l-6 6' },
  unavailable: {
    status: 503,
    title: 'unavailableTitle',
    text: 'unavailableText',
    sign: 'M12 7v6M12 16.5v.01',
    retryAfterSeconds: 5,
  },
};

/** What a scan is shown that leads nowhere: 200 paused, trashed and suspended, 410 expired, 404 unknown, 503 unavailable. */
export function renderStatusPage(state: PageState, acceptLanguage: string): PageAnswer {
  const notice = notices[state];
  const language = chooseLanguage(acceptLanguage);
  const say = messages[language.language];
  const retry = notice.retryAfterSeconds;
  const body = html`<svg class="sign" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" aria-hidden="true"><circle cx="12" cy="12" r="11"/><path d="${trusted(notice.sign)}"/></svg>
<header><h1>${say[notice.title]}</h1><p class="lead">${say[notice.text]}</p></header>
${retry === undefined ? null : html`<nav class="acts"><a class="act" href="">${say.tryAgain}</a></nav>`}`;
  return renderLayout({
    status: notice.status,
    language,
    title: say[notice.title],
    body,
    short: true,
    headers: retry === undefined ? {} : { 'Retry-After': String(retry) },
  });
}

/** The hosted page of a code, of any type. */
export function renderContentPage(
  page: ContentPage,
  request: PageRequest,
  options: PageOptions = {},
): PageAnswer {
  const language = chooseLanguage(request.acceptLanguage);
  const { title, body } = renderHosted({
    page,
    content: page.content ?? {},
    say: messages[language.language],
    locale: language.locale,
    userAgent: request.userAgent,
    nowMs: request.nowMs,
    drawCode: options.drawCode ?? null,
  });
  return renderLayout({ status: 200, language, title, body });
}
