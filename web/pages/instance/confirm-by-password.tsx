import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ByPassword } from '../../account/by-password.tsx';
import { useSession } from '../../state/session.tsx';

interface ConfirmByPasswordProps {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  close(): void;
  run(body: { readonly password?: string }): Promise<void>;
}

/** Before what opens a way in for somebody: whoever does it shows once more who they are. */
export function ConfirmByPassword({ title, text, button, close, run }: ConfirmByPasswordProps) {
  const { t } = useTranslation();
  const hasPassword = useSession().user?.hasPassword ?? false;
  return (
    <Modal opened onClose={close} title={title} centered closeButtonProps={{ 'aria-label': t('close') }}>
      <ByPassword
        {...{ text, button, hasPassword, close }}
        run={(password) => run(hasPassword ? { password } : {})}
      />
    </Modal>
  );
}
