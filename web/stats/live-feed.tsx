import { Anchor, Text, VisuallyHidden } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WireLiveScan } from '../../src/http/dashboard/wire-stats.ts';
import { useWorkspace } from '../state/session.tsx';
import { CardHead } from './card-head.tsx';
import style from './live-feed.module.css';
import { hasFilters, type StatSearch } from './stat-search.ts';
import { useLiveScans } from './use-live-scans.ts';
import { useStatFormat } from './use-stat-format.ts';
import { useValueWords } from './use-value-words.ts';

/** Scans as they come; the numbers of the page follow. */
export function LiveFeed({ search }: { readonly search: StatSearch }) {
  const { t } = useTranslation('stats');
  const client = useQueryClient();
  const wordsOf = useScanWords();
  const { set, filters, metric } = search;
  const all = metric !== 'scans' && metric !== 'visitors';
  const { scans, isOpen, told } = useLiveScans({ set, filters, all }, () => {
    for (const name of ['GET /w/:workspace/stats', 'GET /w/:workspace/overview'])
      void client.invalidateQueries({ queryKey: [name] });
  });
  return (
    <section className="qz-card" aria-label={t('live.title')}>
      <CardHead title={t('live.title')}>
        <Text size="xs" c="dimmed" className={style.state} data-open={isOpen || undefined}>
          {t(isOpen ? 'live.open' : 'live.away')}
        </Text>
      </CardHead>
      <Text size="xs" c="dimmed" mb="sm">
        {t('live.ofShown')}
      </Text>
      <VisuallyHidden role="status">
        {told && t('live.told', { count: told.count, newest: wordsOf(told.newest).join(', ') })}
      </VisuallyHidden>
      {scans.length === 0 ? (
        <Text c="dimmed">{t(hasFilters(filters) ? 'live.waitingFiltered' : 'live.waiting')}</Text>
      ) : (
        <ol className={style.scans}>
          {scans.map((scan) => (
            <Scan key={scan.id} scan={scan} words={wordsOf(scan)} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Scan({ scan, words }: { readonly scan: WireLiveScan; readonly words: readonly string[] }) {
  const workspace = useWorkspace();
  const { clock } = useStatFormat();
  return (
    <li>
      <time dateTime={new Date(scan.at).toISOString()}>{clock(scan.at)}</time>
      <Anchor component={Link} to={`/w/${workspace}/codes/${scan.code.id}?tab=statistics`}>
        <bdi>{scan.code.name}</bdi>
      </Anchor>
      <span className={style.facts}>
        {words.map((word) => (
          <bdi key={word}>{word}</bdi>
        ))}
      </span>
    </li>
  );
}

/** Place, device, system and browser; and what it was, where it was no person. */
function useScanWords(): (scan: WireLiveScan) => readonly string[] {
  const words = useValueWords();
  return ({ city, country, device, os, browser, kind }) => {
    const place = [city, country === null ? null : words('country', country)].filter((one) => one !== null);
    const all = [
      kind === 'human' ? '' : words('kind', kind),
      place.join(', '),
      device === null ? '' : words('device', device),
      [os, browser].filter((one) => one !== null && one !== 'Unknown').join(' · '),
    ];
    return [...new Set(all.filter((one) => one !== ''))];
  };
}
