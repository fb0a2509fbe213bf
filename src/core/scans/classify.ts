import type { HitFacts, Kind, Outcome, Reason } from './hit.ts';

/** What the request itself tells, seen at the redirect. */
export interface RequestSigns {
  readonly head: boolean;
  /** `Sec-Purpose`, `Purpose` or `X-Moz` announced a prefetch (Fetch Standard, `Sec-Purpose`; older browsers). */
  readonly prefetch: boolean;
  /** Why the code did not lead to its destination, `blocked` where that is no longer known; null when it did. */
  readonly blocked: 'paused' | 'expired' | 'trashed' | 'suspended' | 'blocked' | null;
}

/** What the user-agent string tells, looked up in the drain. */
export interface AgentSigns {
  readonly missing: boolean;
  readonly scanner: boolean;
  readonly preview: boolean;
  readonly bot: boolean;
}

/**
 * Programs that fetch a link to draw a preview of it when somebody shares it. They are asked before the bot
 * list, since many of them are bots too, and the kinds are shown apart. Browsers inside of apps are people.
 */
const previewAgents = new RegExp(
  [
    'facebookexternalhit',
    'Facebot',
    'meta-externalfetcher',
    'WhatsApp/',
    'Slackbot',
    'Slack-ImgProxy',
    'TelegramBot',
    'Discordbot',
    'LinkedInBot',
    'SkypeUriPreview',
    'Twitterbot',
    'Pinterestbot',
    'redditbot',
    'vkShare',
    'OdklBot',
    'Viber',
    'Line/.*bot',
    'kakaotalk-scrap',
    'Mastodon/',
    'Bluesky Cardyb',
    'Iframely',
    'Embedly',
    'Snap URL Preview',
    'MicrosoftPreview',
    'BingPreview',
    'Yahoo Link Preview',
    'Quora Link Preview',
    'XING-contenttabreceiver',
    'Discourse Forum Onebox',
    'Mattermost-Bot',
    'Google-PageRenderer',
    'Google Web Preview',
    'GoogleMessages/',
    'Synapse \\(bot',
    // Mail services that load pictures in the name of their readers.
    'GoogleImageProxy',
    'YahooMailProxy',
  ].join('|'),
  'i',
);

export function isPreviewAgent(userAgent: string): boolean {
  return previewAgents.test(userAgent);
}

/** Who asked, and why it is no scan. A blocked human hit keeps the kind `human`: the outcome says the rest. */
export function classify(request: RequestSigns, agent: AgentSigns): Omit<HitFacts, 'repeat'> {
  const [kind, why] = classifyKind(request, agent);
  const outcome: Outcome = request.blocked === null ? 'answered' : 'blocked';
  return { kind, outcome, reason: kind === 'human' && request.blocked !== null ? request.blocked : why };
}

function classifyKind(request: RequestSigns, agent: AgentSigns): [Kind, Reason] {
  if (request.head) return ['head', 'head_method'];
  if (request.prefetch) return ['prefetch', 'purpose_header'];
  if (agent.missing) return ['bot', 'no_user_agent'];
  if (agent.scanner) return ['scanner', 'scanner_user_agent'];
  if (agent.preview) return ['preview', 'preview_user_agent'];
  if (agent.bot) return ['bot', 'bot_user_agent'];
  return ['human', 'none'];
}
