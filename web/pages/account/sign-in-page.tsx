import { Anchor, Text } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Gate } from '../../account/gate.tsx';
import { OtherWays } from '../../account/other-ways.tsx';
import { SecondFactor } from '../../account/second-factor.tsx';
import { SignInForm } from '../../account/sign-in-form.tsx';
import { useSession } from '../../state/session.tsx';

export function SignInPage() {
  const { t } = useTranslation('account');
  const { instance } = useSession();
  const [isFactorNext, setIsFactorNext] = useState(false);
  const about = useReason();
  if (instance.needsSetup) return <Gate title={t('needsSetupTitle')} about={t('needsSetupText')} />;
  if (isFactorNext) return <SecondFactor back={() => setIsFactorNext(false)} />;
  return (
    <Gate
      title={t('signInTitle')}
      {...(about !== undefined && { about })}
      below={
        instance.signUp === 'open' && (
          <Text>
            {t('noAccount')}{' '}
            <Anchor component={Link} to="/sign-up" underline="always">
              {t('signUpLink')}
            </Anchor>
          </Text>
        )
      }
    >
      <SignInForm factorNext={() => setIsFactorNext(true)} />
      <OtherWays />
    </Gate>
  );
}

/** Why one stands here, if it was not by choice. */
function useReason(): string | undefined {
  const { t } = useTranslation('account');
  const search = useSearch({ strict: false }) as { expired?: string; error?: string; reset?: string };
  if (search.error !== undefined) return t('signOnFailed');
  if (search.reset !== undefined) return t('resetDone');
  return search.expired === undefined ? undefined : t('expired');
}
