import type { Kind, Reason } from '../../core/scans/hit.ts';

interface DemoPlace {
  readonly country: string;
  readonly region: string;
  readonly city: string;
  /** Hours that its clocks are ahead of UTC; the rhythm of a day follows them. */
  readonly hoursAhead: number;
}

type Weighted<T> = readonly (readonly [weight: number, value: T])[];

export const demoPlaces: Weighted<DemoPlace> = [
  [52, { country: 'DE', region: 'State of Berlin', city: 'Berlin', hoursAhead: 1 }],
  [9, { country: 'DE', region: 'Hamburg', city: 'Hamburg', hoursAhead: 1 }],
  [7, { country: 'DE', region: 'Bavaria', city: 'Munich', hoursAhead: 1 }],
  [6, { country: 'PL', region: 'Mazovia', city: 'Warsaw', hoursAhead: 1 }],
  [5, { country: 'NL', region: 'North Holland', city: 'Amsterdam', hoursAhead: 1 }],
  [5, { country: 'GB', region: 'England', city: 'London', hoursAhead: 0 }],
  [4, { country: 'FR', region: 'Île-de-France', city: 'Paris', hoursAhead: 1 }],
  [3, { country: 'ES', region: 'Madrid', city: 'Madrid', hoursAhead: 1 }],
  [4, { country: 'US', region: 'New York', city: 'New York City', hoursAhead: -5 }],
  [2, { country: 'US', region: 'California', city: 'San Francisco', hoursAhead: -8 }],
  [2, { country: 'BR', region: 'São Paulo', city: 'São Paulo', hoursAhead: -3 }],
  [1, { country: 'JP', region: 'Tokyo', city: 'Tokyo', hoursAhead: 9 }],
];

/** What is known of who asks, in the words that the look-up of user agents uses. */
interface DemoAgent {
  readonly ua: string;
  readonly device: string;
  readonly os: string;
  readonly browser: string;
}

const webkit = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6';
const blink = 'AppleWebKit/537.36 (KHTML, like Gecko)';

function agent(ua: string, device: string, os: string, browser: string): DemoAgent {
  return { ua: `Mozilla/5.0 ${ua}`, device, os, browser };
}

export const demoAgents: Weighted<DemoAgent> = [
  [
    44,
    agent(
      `(iPhone; CPU iPhone OS 18_6 like Mac OS X) ${webkit} Mobile/15E148 Safari/604.1`,
      'mobile',
      'iOS',
      'Safari',
    ),
  ],
  [
    27,
    agent(
      `(Linux; Android 10; K) ${blink} Chrome/142.0.0.0 Mobile Safari/537.36`,
      'mobile',
      'Android',
      'Chrome',
    ),
  ],
  [
    13,
    agent(
      `(Linux; Android 16; SM-S931B) ${blink} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
      'mobile',
      'Android',
      'Samsung Internet',
    ),
  ],
  [3, agent('(Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0', 'mobile', 'Android', 'Firefox')],
  [
    3,
    agent(
      `(iPad; CPU OS 18_6 like Mac OS X) ${webkit} Mobile/15E148 Safari/604.1`,
      'tablet',
      'iOS',
      'Safari',
    ),
  ],
  [
    5,
    agent(
      `(Windows NT 10.0; Win64; x64) ${blink} Chrome/142.0.0.0 Safari/537.36`,
      'desktop',
      'Windows',
      'Chrome',
    ),
  ],
  [3, agent(`(Macintosh; Intel Mac OS X 10_15_7) ${webkit} Safari/605.1.15`, 'desktop', 'macOS', 'Safari')],
  [2, agent('(X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0', 'desktop', 'Linux', 'Firefox')],
];

interface DemoRobot extends DemoAgent {
  readonly kind: Kind;
  readonly reason: Reason;
}

function robot(kind: Kind, reason: Reason, ua: string): DemoRobot {
  return { kind, reason, ua, device: 'unknown', os: 'Unknown', browser: 'Unknown' };
}

export const demoRobots: Weighted<DemoRobot> = [
  [
    5,
    robot(
      'bot',
      'bot_user_agent',
      'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    ),
  ],
  [
    3,
    robot('bot', 'bot_user_agent', 'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)'),
  ],
  [4, robot('preview', 'preview_user_agent', 'WhatsApp/2.24.20.89 A')],
  [
    2,
    robot(
      'preview',
      'preview_user_agent',
      'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    ),
  ],
  [2, robot('bot', 'no_user_agent', '')],
  [1, robot('head', 'head_method', 'curl/8.5.0')],
];

/** A camera sends no referrer; a link that was passed on does. */
export const demoReferrers: Weighted<string | null> = [
  [90, null],
  [4, 'instagram.com'],
  [3, 'facebook.com'],
  [2, 'google.com'],
  [1, 'cafe.example.com'],
];

/** How busy each hour of a day is where the visitor is, from midnight. */
export const busyByHour = [
  2, 1, 1, 0.5, 0.5, 1, 4, 12, 22, 20, 16, 20, 34, 30, 20, 18, 19, 24, 30, 34, 28, 18, 10, 5,
] as const;

/** How busy each day of the week is, from Sunday. */
export const busyByDay = [1.15, 0.75, 0.8, 0.9, 1, 1.25, 1.5] as const;
