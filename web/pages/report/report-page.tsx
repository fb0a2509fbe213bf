import { Skeleton } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WireReportHead } from '../../../src/http/dashboard/wire-stats.ts';
import { Gate } from '../../account/gate.tsx';
import { Problem } from '../../parts/problem.tsx';
import { AskError } from '../../state/api.ts';
import { useAsk } from '../../state/use-ask.ts';
import { ReportPassword } from './report-password.tsx';
import { ReportView } from './report-view.tsx';
import { useReportPass } from './use-report-pass.ts';

/** Numbers for whoever has the link: no account, no names, nowhere to go from here. */
export function ReportPage() {
  const { t } = useTranslation('report');
  const { token = '' } = useParams({ strict: false }) as { token?: string };
  const { data: head, error, refetch } = useAsk('GET /reports/:token', { params: { token } });
  if (error && head === undefined) return <NoReport error={error} retry={() => void refetch()} />;
  if (head === undefined) {
    return (
      <Gate title={t('opening')}>
        <Skeleton h={120} />
      </Gate>
    );
  }
  return <Report key={token} token={token} head={head} />;
}

function Report({ token, head }: { readonly token: string; readonly head: WireReportHead }) {
  const [pass, keepPass] = useReportPass(token);
  const [days, chooseDays] = useDays(head.days);
  const isLocked = head.needsPassword && pass === null;
  const tz = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const query = { days: String(days), tz };
  const headers = { ...(pass !== null && { 'Quietzone-Report-Pass': pass }) };
  const { data, error, refetch, isPlaceholderData } = useAsk(
    'GET /reports/:token/numbers',
    { params: { token }, query, headers },
    { enabled: !isLocked, keepPrevious: true },
  );
  const isPassOver = error instanceof AskError && error.problem.code === 'forbidden';
  if (isLocked || isPassOver) return <ReportPassword token={token} title={head.title} keep={keepPass} />;
  if (error && isGone(error)) return <NoReport error={error} retry={() => void refetch()} />;
  return (
    <ReportView
      head={head}
      days={days}
      choose={chooseDays}
      numbers={data}
      isOld={isPlaceholderData}
      problem={error && <Problem error={error} retry={() => void refetch()} />}
    />
  );
}

/** In the address, so that a range can be sent on; the report's own where it says none. */
function useDays(choices: readonly number[]): readonly [days: number, choose: (days: number) => void] {
  const { days } = useSearch({ strict: false }) as { days?: string };
  const navigate = useNavigate();
  const last = choices.at(-1) ?? 30;
  const chosen = choices.find((one) => String(one) === String(days)) ?? last;
  const choose = (next: number) =>
    void navigate({ to: '.', search: { days: String(next) }, replace: true, resetScroll: false } as never);
  return [chosen, choose];
}

function isGone(error: Error): boolean {
  return error instanceof AskError && error.problem.code === 'not_found';
}

/** Withdrawn, run out or never made: they look alike. */
function NoReport({ error, retry }: { readonly error: Error; retry(): void }) {
  const { t } = useTranslation('report');
  if (isGone(error)) return <Gate title={t('gone')} about={t('goneText')} />;
  return (
    <Gate title={t('failed')}>
      <Problem error={error} retry={retry} />
    </Gate>
  );
}
