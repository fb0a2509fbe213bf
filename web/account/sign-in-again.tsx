import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormProblem, useProblemAt } from '../parts/form-problem.tsx';
import { reloadSession, sessionQuery, useSession } from '../state/session.tsx';
import { useAsk } from '../state/use-ask.ts';
import { hasPasskeys } from './passkey.ts';
import { useOtherWays } from './use-other-ways.ts';

/** Path of the problem that this answers. */
export const signInPath = 'signIn';

/** @param confirmed by the same person, with a passkey */
function useWays(isAsked: boolean, confirmed: () => void) {
  const client = useQueryClient();
  const router = useRouter();
  const { user } = useSession();
  const { data: passkeys = [] } = useAsk('GET /passkeys', {}, { enabled: isAsked && hasPasskeys() });
  const ways = useOtherWays(async () => {
    const session = await reloadSession(client);
    if (session.user?.id === user?.id) return confirmed();
    // The passkey was another one's: nothing that stands here is theirs.
    await router.navigate({ to: '/', replace: true });
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
  }, window.location.pathname);
  return { ...ways, hasPasskey: passkeys.length > 0 };
}

/** For whoever has no password to confirm a change with, where they have not signed in for a while. */
export function SignInAgain({ error }: { readonly error: Error | null }) {
  const { t } = useTranslation('account');
  const { oidc } = useSession().instance;
  const problem = useProblemAt(error)(signInPath);
  const [confirmed, setConfirmed] = useState<Error | null>(null);
  const ways = useWays(problem !== undefined, () => setConfirmed(error));
  if (problem === undefined) return null;
  if (confirmed === error) {
    return (
      <Text role="status" c="dimmed">
        {t('signedInAgain')}
      </Text>
    );
  }
  return (
    <Alert color="yellow" role="alert">
      <Stack gap="sm">
        <Text>{problem}</Text>
        <Group gap="sm">
          {ways.hasPasskey && (
            <Button
              variant="default"
              leftSection={<IconFingerprint size={18} aria-hidden />}
              onClick={ways.byPasskey}
            >
              {t('againByPasskey')}
            </Button>
          )}
          {oidc !== null && (
            <Button variant="default" onClick={ways.bySignOn}>
              {t('againBy', { name: oidc })}
            </Button>
          )}
        </Group>
        <FormProblem error={ways.error} fields={[]} />
      </Stack>
    </Alert>
  );
}
