import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../parts/confirm.tsx';
import { useIsChanged } from './draft-acts.tsx';

interface Where {
  readonly pathname: string;
  readonly search: unknown;
}

/** Asks before a design is left that was not saved. */
export function LeaveGuard() {
  const { t } = useTranslation('design');
  const isChanged = useIsChanged();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isChanged && isElsewhere(current, next),
    enableBeforeUnload: () => isChanged,
    withResolver: true,
  });
  return (
    <Confirm
      opened={blocker.status === 'blocked'}
      title={t('leave.title')}
      text={t('leave.text')}
      button={t('leave.button')}
      close={() => blocker.reset?.()}
      run={() => blocker.proceed?.()}
    />
  );
}

/** Another page, or another tab of this one; what else stands in an address leaves the designer where it is. */
function isElsewhere(current: Where, next: Where): boolean {
  const tabOf = ({ search }: Where) => (search as { readonly tab?: string }).tab;
  return current.pathname !== next.pathname || tabOf(current) !== tabOf(next);
}
