import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WireOverview } from '../../../src/http/dashboard/wire-stats.ts';
import { StatusDot } from '../../codes/status-mark.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { useMay, useWorkspace } from '../../state/session.tsx';
import style from './overview.module.css';

const statuses = ['active', 'paused', 'expired'] as const;

/** How many codes there are of each kind, and what people did to them. */
export function CodeFacts({ overview: { codes, changes } }: { readonly overview: WireOverview }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const codesAt = `/w/${useWorkspace()}/codes`;
  const shown = statuses.filter((status) => status === 'active' || codes[status] > 0);
  return (
    <ul className={style.facts} aria-label={t('facts')}>
      <li>
        <Link to={codesAt} data-fact="total" title={t('codesAre')}>
          {t('codes', { count: codes.total, number: format.number(codes.total) })}
        </Link>
      </li>
      {shown.map((status) => (
        <li key={status}>
          <Link to={codesAt} search={{ status } as never} data-fact={status}>
            <StatusDot
              status={status}
              word={t(`of.${status}`, { count: codes[status], number: format.number(codes[status]) })}
            />
          </Link>
        </li>
      ))}
      <li>
        <Changes changes={changes} />
      </li>
    </ul>
  );
}

/** The audit tells which, to whoever may read it. */
function Changes({ changes }: { readonly changes: number }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const workspace = useWorkspace();
  const mayRead = useMay('audit:read');
  const words = t('changes', { count: changes, number: format.number(changes) });
  if (!mayRead || changes === 0) return <span data-fact="changes">{words}</span>;
  return (
    <Anchor
      component={Link}
      to={`/w/${workspace}/settings/audit`}
      underline="always"
      data-fact="changes"
      title={t('changesAre')}
    >
      {words}
    </Anchor>
  );
}
