import { useTranslation } from 'react-i18next';
import { PasskeysCard } from '../../account/passkeys-card.tsx';
import { PasswordCard } from '../../account/password-card.tsx';
import { TotpCard } from '../../account/totp-card.tsx';
import { Page } from '../../parts/page.tsx';
import { useSession } from '../../state/session.tsx';

export function SecurityPage() {
  const { t } = useTranslation('account');
  const { user } = useSession();
  if (!user) return null;
  return (
    <Page title={t('securityTitle')} about={t('securityAbout')} width="narrow">
      <PasswordCard user={user} />
      <TotpCard user={user} />
      <PasskeysCard user={user} />
    </Page>
  );
}
