import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Problem } from '../parts/problem.tsx';
import { AskError } from '../state/api.ts';
import { Gate } from './gate.tsx';

/** A link that was used, has run out or was never made: what to do now. */
export function DeadLink({ error, what }: { readonly error: Error; readonly what: string }) {
  const { t } = useTranslation('account');
  const isDead = error instanceof AskError && error.problem.code === 'not_found';
  return (
    <Gate title={t('deadTitle')} {...(isDead && { about: what })}>
      {!isDead && <Problem error={error} />}
      <Button component={Link} to="/sign-in" variant="default">
        {t('toSignIn')}
      </Button>
    </Gate>
  );
}
