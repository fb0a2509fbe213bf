import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PlanName, Workspace } from '../../../src/http/dashboard/wire-people.ts';
import { AskedAct } from '../../parts/asked-act.tsx';
import { useSayProblem } from '../../parts/form-problem.tsx';
import { planWords } from '../../parts/plan-words.ts';
import { toast } from '../../parts/toasts.tsx';
import { useTell } from '../../state/use-ask.ts';

const plans = Object.keys(planWords) as readonly PlanName[];

function useTellWorkspace() {
  return useTell('PATCH /instance/workspaces/:id', [
    'GET /instance/workspaces',
    'GET /session',
    'GET /w/:workspace',
  ]);
}

export function PlanSelect({ of }: { readonly of: Workspace }) {
  const { t } = useTranslation('instance');
  const { t: words } = useTranslation('api');
  const sayProblem = useSayProblem();
  const tell = useTellWorkspace();
  const set = (plan: PlanName, undo: boolean) =>
    tell.mutate(
      { params: { id: of.id }, body: { plan } },
      {
        onError: sayProblem,
        onSuccess: () =>
          toast({
            text: t('planSet', { name: of.name, plan: words(planWords[plan]) }),
            ...(undo && { action: { label: t('undo'), run: () => set(of.plan, false) } }),
          }),
      },
    );
  return (
    <NativeSelect
      aria-label={t('planOf', { name: of.name })}
      value={tell.isPending ? tell.variables.body.plan : of.plan}
      data={plans.map((plan) => ({ value: plan, label: words(planWords[plan]) }))}
      onChange={(event) => set(event.currentTarget.value as PlanName, true)}
    />
  );
}

export function LockButton({ of }: { readonly of: Workspace }) {
  const { t } = useTranslation('instance');
  const tell = useTellWorkspace();
  const isLocked = of.lockedAt !== null;
  const { name } = of;
  return (
    <AskedAct
      isDanger={!isLocked}
      atOnce={isLocked}
      button={t(isLocked ? 'unlock' : 'lock')}
      label={t(isLocked ? 'unlockWhich' : 'lockWhich', { name })}
      ask={{ title: t('lockAsk', { name }), text: t('lockText'), button: t('lockDo') }}
      busy={tell.isPending}
      done={t(isLocked ? 'unlockedNow' : 'lockedNow', { name })}
      run={() => tell.mutateAsync({ params: { id: of.id }, body: { locked: !isLocked } })}
    />
  );
}
