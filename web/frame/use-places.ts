import { useLocation } from '@tanstack/react-router';
import type { WireMembership, WireUser } from '../../src/http/dashboard/wire-people.ts';
import { homeOf, useMembership, useSession } from '../state/session.tsx';
import { type Place, placeOf, type Section, sectionOf, sectionsFor } from './places.ts';

export interface Places {
  readonly user: WireUser | null;
  /** The workspace one is in, or was in last. */
  readonly membership: WireMembership | undefined;
  readonly sections: readonly Section[];
  readonly section: Section | undefined;
  readonly place: Place | undefined;
}

/** Where one can go, and where one is. */
export function usePlaces(): Places {
  const session = useSession();
  const here = useMembership();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const { user } = session;
  const membership = here ?? homeOf(session);
  const sections = user ? sectionsFor(user, membership) : [];
  const section = sectionOf(sections, path);
  return { user, membership, sections, section, place: section && placeOf(section, path) };
}
