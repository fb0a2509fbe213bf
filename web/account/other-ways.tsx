import { Button, Stack } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../parts/problem.tsx';
import { ask } from '../state/api.ts';
import { useSession } from '../state/session.tsx';
import classes from './gate.module.css';
import { ownPath } from './own-path.ts';
import { hasPasskeys, readPasskey } from './passkey.ts';
import { useGoOn } from './use-go-on.ts';

/** Passkey and single sign-on, where there are any. */
export function OtherWays() {
  const { t } = useTranslation('account');
  const { oidc } = useSession().instance;
  const [error, setError] = useState<Error | null>(null);
  const goOn = useGoOn();
  const { to } = useSearch({ strict: false }) as { to?: string };
  const attempt = (run: () => Promise<void>) => () => {
    setError(null);
    run().catch((thrown: Error) => setError(thrown));
  };
  const byPasskey = attempt(async () => {
    const response = await readPasskey(await ask('POST /sign-in/passkey/options', {}));
    if (response === undefined) return;
    await ask('POST /sign-in/passkey', { body: { response } });
    await goOn();
  });
  const bySignOn = attempt(async () => {
    const { location } = await ask('POST /sign-in/oidc', { body: { returnTo: `/app${ownPath(to)}` } });
    window.location.assign(location);
  });
  const isPasskey = hasPasskeys();
  if (!isPasskey && oidc === null) return null;
  return (
    <Stack>
      <div className={classes.or}>{t('or')}</div>
      {isPasskey && (
        <Button variant="default" leftSection={<IconFingerprint size={18} aria-hidden />} onClick={byPasskey}>
          {t('passkeyButton')}
        </Button>
      )}
      {oidc !== null && (
        <Button variant="default" onClick={bySignOn}>
          {oidc}
        </Button>
      )}
      {error && <Problem error={error} />}
    </Stack>
  );
}
