import { Anchor, Group, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WireOverview } from '../../../src/http/dashboard/wire-stats.ts';
import { useFormat } from '../../parts/use-format.ts';
import { useWorkspace } from '../../state/session.tsx';
import { Definition } from '../../stats/definition.tsx';
import { useStatFormat } from '../../stats/use-stat-format.ts';
import style from './overview.module.css';

/** A bar a day, today's paler since it is not over. Time goes from left to right in every language. */
export function DayBars({ days, tz }: Pick<WireOverview, 'days' | 'tz'>) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { point } = useStatFormat();
  const workspace = useWorkspace();
  const most = Math.max(1, ...days.map(({ scans }) => scans));
  const sum = days.reduce((all, { scans }) => all + scans, 0);
  const dayOf = (start: number) => point(start, 'day', tz);
  const [first, last] = [days[0]?.start ?? 0, days.at(-1)?.start ?? 0];
  const said = t('barsLabel', {
    first: dayOf(first),
    last: dayOf(last),
    number: format.number(sum),
    most: format.number(most),
  });
  return (
    <section className={`qz-card ${style.card}`}>
      <Group justify="space-between" gap="sm">
        <Group gap={4}>
          <Title order={2} size="h3">
            {t('bars')}
          </Title>
          <Definition metric="scans" />
        </Group>
        <Anchor component={Link} to={`/w/${workspace}/statistics`} underline="always" size="sm">
          {t('toStatistics')}
        </Anchor>
      </Group>
      <div className={style.chart} dir="ltr">
        <div className={style.bars} role="img" aria-label={said}>
          {days.map(({ start, scans }, at) => (
            <span
              key={start}
              className={style.day}
              title={`${dayOf(start)}: ${format.number(scans)}`}
              data-day={start}
              data-scans={scans}
            >
              <span
                className={style.bar}
                data-running={at === days.length - 1 || undefined}
                style={{ blockSize: `${(100 * scans) / most}%` }}
              />
            </span>
          ))}
        </div>
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            <bdi>{dayOf(first)}</bdi>
          </Text>
          <Text size="xs" c="dimmed">
            {t('todayBar')}
          </Text>
        </Group>
      </div>
    </section>
  );
}
