import type { Core } from '../core.ts';
import type { User } from '../workspaces/workspace.ts';
import { renderSecurityMail, type SecurityEvent } from './mail-texts.ts';
import type { Mailer } from './mailer.ts';
import { Throttle } from './throttle.ts';

/** What was sent lately, for as long as the mailer lives: an account is made with any address, a stranger's as well. */
const sentBy = new WeakMap<Mailer, Throttle>();

function throttleOf(core: Core, mailer: Mailer): Throttle {
  const known = sentBy.get(mailer);
  if (known) return known;
  const fresh = new Throttle(() => core.clock.now());
  sentBy.set(mailer, fresh);
  return fresh;
}

/**
 * Tells a person by mail what has changed about their way in, since it may have been somebody else. Waits for nothing:
 * a mail server that is away must hold up no change.
 * @param formerEmail where the address is what has changed: the mail goes to both
 */
export function tellUser(core: Core, user: User, event: SecurityEvent, formerEmail?: string): void {
  const { mailer } = core;
  if (mailer === null) return;
  const throttle = throttleOf(core, mailer);
  const addresses = formerEmail === undefined ? [user.email] : [formerEmail, user.email];
  for (const to of addresses) {
    if (throttle.take('noticeByAddress', to) > 0) continue;
    mailer.send(renderSecurityMail(user, to, event, core.settings.baseUrl)).catch(() => undefined);
  }
}
