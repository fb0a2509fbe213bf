import { Button, Stack } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Problem } from '../parts/problem.tsx';
import { useSession } from '../state/session.tsx';
import classes from './gate.module.css';
import { ownPath } from './own-path.ts';
import { hasPasskeys } from './passkey.ts';
import { useGoOn } from './use-go-on.ts';
import { useOtherWays } from './use-other-ways.ts';

/** Passkey and single sign-on, where there are any. */
export function OtherWays() {
  const { t } = useTranslation('account');
  const { oidc } = useSession().instance;
  const goOn = useGoOn();
  const { to } = useSearch({ strict: false }) as { to?: string };
  const { error, byPasskey, bySignOn } = useOtherWays(goOn, `/app${ownPath(to)}`);
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
