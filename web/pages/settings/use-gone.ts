import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { reloadSession } from '../../state/session.tsx';

/** Goes to what is left, once a workspace is not one's own any more. */
export function useGone(): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await reloadSession(client);
    await navigate({ to: '/' });
  };
}
