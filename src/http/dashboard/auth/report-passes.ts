import type { ReportLink } from '../../../core/reports/report-link.ts';
import { isSame, seal } from './seal.ts';

const passMs = 3_600_000;

/**
 * What a report's password is shown for once and not at each request: until when, and a seal of that. It is kept
 * nowhere and good on every node, since all have the same secret; it is worth nothing with another link, after another
 * password, or when the link is dead, which is looked at first.
 */
export interface ReportPasses {
  issue(link: ReportLink): string;
  /** A link without a password needs none. */
  isGood(link: ReportLink, pass: string | undefined): boolean;
}

/** @param now UTC ms */
export function createReportPasses(secret: string, now: () => number): ReportPasses {
  const sealOf = ({ id, passwordHash }: ReportLink, until: string) =>
    seal(secret, 'report', `${id} ${until} ${passwordHash}`);
  return {
    issue(link) {
      const until = String(now() + passMs);
      return `${until}.${sealOf(link, until)}`;
    },
    isGood(link, pass) {
      if (link.passwordHash === null) return true;
      const [, until, given] = /^(\d{1,15})\.([\w-]{43})$/.exec(pass ?? '') ?? [];
      if (until === undefined || given === undefined || Number(until) <= now()) return false;
      return isSame(given, sealOf(link, until));
    },
  };
}
