import { type QueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { Permission, WireMembership, WireSession } from '../../src/http/dashboard/wire-people.ts';
import { ask, setToken } from './api.ts';
import { keep } from './keep.ts';
import { forgetWords } from './own-words.ts';

/** Who was last signed in here. */
let lastUser: string | undefined;

/** After a session that has ended, what one person wrote waits for them alone. */
function noteUser(client: QueryClient, user: string): void {
  if (lastUser !== undefined && lastUser !== user) forgetWords(client);
  lastUser = user;
}

export const sessionQuery = {
  queryKey: ['GET /session'],
  staleTime: 60_000,
  queryFn: async ({ client }: { readonly client: QueryClient }): Promise<WireSession> => {
    const session = await ask('GET /session', {});
    setToken(session.token);
    if (session.user) noteUser(client, session.user.id);
    if (session.user) keep(signedInKey, 'yes');
    else localStorage.removeItem(signedInKey);
    return session;
  },
} as const;

export function useSession(): WireSession {
  return useSuspenseQuery(sessionQuery).data;
}

/** Asked anew, and kept: who is signed in has changed, or what they may do. */
export async function reloadSession(client: QueryClient): Promise<WireSession> {
  return client.fetchQuery({ ...sessionQuery, staleTime: 0 });
}

const lastKey = 'quietzone-workspace';

/** Where one was last; pages that are in no workspace lead back to it. */
export function rememberWorkspace(slug: string): void {
  keep(lastKey, slug);
}

/** The session itself is a cookie that no script can read. */
const signedInKey = 'quietzone-signed-in';

/** Before it is known who is there: whether somebody was last, and in this workspace. */
export function isLikelyIn(slug: string): boolean {
  return localStorage.getItem(signedInKey) !== null && localStorage.getItem(lastKey) === slug;
}

/** The one to start in: where one was last, or else the first. */
export function homeOf({ memberships }: WireSession): WireMembership | undefined {
  const last = localStorage.getItem(lastKey);
  return memberships.find(({ workspace }) => workspace.slug === last) ?? memberships[0];
}

/** The workspace of the address; undefined on pages that are in none, and where it is not one's own. */
export function useMembership(): WireMembership | undefined {
  const { workspace: slug } = useParams({ strict: false }) as { workspace?: string };
  return useSession().memberships.find(({ workspace }) => workspace.slug === slug);
}

/** Whether one may do it in the workspace of the address: the server decides again. */
export function useMay(permission: Permission): boolean {
  return useMembership()?.permissions.includes(permission) ?? false;
}

/** Slug of the workspace of the address. */
export function useWorkspace(): string {
  const { workspace = '' } = useParams({ strict: false }) as { workspace?: string };
  return workspace;
}
