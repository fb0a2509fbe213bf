import type { Mailer } from './accounts/mailer.ts';
import type { Passwords } from './accounts/passwords.ts';
import type { ContentRules } from './content/types.ts';
import type { Images } from './designs/port.ts';
import type { PlanName, Plans } from './limits/plans.ts';
import type { LiveFeed } from './scans/feed.ts';
import type { Statistics } from './stats/question.ts';
import type { Store } from './store.ts';

export interface Clock {
  /** UTC ms; may jump. */
  now(): number;
}

/** Randomness and digests, which core does not make itself. */
export interface Random {
  /** UUIDv7 (RFC 9562). */
  uuid(): string;
  /** `length` characters drawn evenly from `alphabet` by a cryptographic source. */
  text(alphabet: string, length: number): string;
  /** SHA-256 in lower-case hex. */
  sha256(text: string): string;
}

export interface Settings {
  /** Origin of short links and images, without a slash at the end. */
  readonly baseUrl: string;
  readonly plans: Plans;
  readonly defaultPlan: PlanName;
  readonly content: ContentRules;
  /** Requests a minute and key of the QR Track dialect; 0 = no limit. */
  readonly qrTrackRequestsPerMinute: number;
  /** Open: whoever comes can make an account, and gets a workspace of their own. */
  readonly signUp: 'open' | 'closed';
  /** What the button of the single sign-on says; null where there is none. */
  readonly signOnName: string | null;
  /** To be named where places are shown; null where none are found, or by a file of the operator's. */
  readonly placeSource: PlaceSource | null;
}

export interface PlaceSource {
  readonly text: string;
  readonly url: string;
}

/** What every use case gets: the product without any surface. */
export interface Core {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: Settings;
  readonly statistics: Statistics;
  readonly feed: LiveFeed;
  readonly images: Images;
  readonly passwords: Passwords;
  /** Null where no mail can be sent. */
  readonly mailer: Mailer | null;
}
