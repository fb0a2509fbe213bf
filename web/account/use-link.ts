import { useParams } from '@tanstack/react-router';
import type { WireLink } from '../../src/http/dashboard/wire-people.ts';
import { AskError } from '../state/api.ts';
import { useAsk } from '../state/use-ask.ts';

export interface GivenLink {
  readonly token: string;
  readonly link: WireLink | undefined;
  readonly error: AskError | null;
}

/** The link whose token is in the address, if it still works and is for this page. */
export function useLink(kind: WireLink['kind']): GivenLink {
  const { token = '' } = useParams({ strict: false }) as { token?: string };
  const { data: link, error } = useAsk('GET /links/:token', { params: { token } });
  const isOther = link !== undefined && link.kind !== kind;
  const mistaken = isOther
    ? new AskError(404, { code: 'not_found', error: 'This link is for something else.' })
    : null;
  return { token, link: isOther ? undefined : link, error: error ?? mistaken };
}
