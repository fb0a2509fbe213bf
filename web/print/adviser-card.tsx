import { Button, Group, NumberInput, SegmentedControl, Select, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireAdvice } from '../../src/http/dashboard/wire-designs.ts';
import { notNow } from '../parts/not-now.ts';
import { AdviceNotes } from './advice-notes.tsx';
import { DpiSelect } from './dpi-select.tsx';
import { boundsIn, lights, type Place, surfaces, widthToUse, withUnit } from './place.ts';
import style from './print.module.css';
import { useLengths } from './use-lengths.ts';

interface AdviserCardProps {
  readonly advice: WireAdvice;
  readonly place: Place;
  readonly widthMm: number;
  change(part: Partial<Place>): void;
  /** Takes the width that is advised. */
  use(widthMm: number): void;
}

/** How wide the picture must be for where it will hang, and why. */
export function AdviserCard({ advice, place, widthMm, change, use }: AdviserCardProps) {
  const { t } = useTranslation('print');
  return (
    <section className="qz-card" aria-labelledby="print-adviser">
      <Stack gap="md">
        <div>
          <Title order={2} size="h3" id="print-adviser">
            {t('adviser.title')}
          </Title>
          <Text c="dimmed">{t('adviser.about')}</Text>
        </div>
        <PlaceFields place={place} change={change} />
        <AdviceResult advice={advice} widthMm={widthMm} use={use} />
      </Stack>
    </section>
  );
}

function PlaceFields({ place, change }: Pick<AdviserCardProps, 'place' | 'change'>) {
  const { t } = useTranslation('print');
  const { decimalSeparator } = useLengths();
  const { min, max } = boundsIn(place.unit);
  return (
    <>
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <NumberInput
          flex={1}
          label={t('adviser.distance')}
          value={place.distance}
          min={min}
          max={max}
          decimalScale={2}
          decimalSeparator={decimalSeparator}
          allowNegative={false}
          onChange={(next) =>
            Number(next) >= min && Number(next) <= max && change({ distance: Number(next) })
          }
        />
        <SegmentedControl
          aria-label={t('adviser.unit')}
          data={[
            { value: 'cm', label: t('unit.cm') },
            { value: 'm', label: t('unit.m') },
          ]}
          value={place.unit}
          onChange={(unit) => change(withUnit(place, unit as Place['unit']))}
        />
      </Group>
      <div className={style.fields}>
        <Select
          label={t('adviser.surface')}
          data={surfaces.map((value) => ({ value, label: t(`surface.${value}`) }))}
          value={place.surface}
          allowDeselect={false}
          onChange={(surface) => surface && change({ surface: surface as Place['surface'] })}
        />
        <Select
          label={t('adviser.light')}
          data={lights.map((value) => ({ value, label: t(`light.${value}`) }))}
          value={place.light}
          allowDeselect={false}
          onChange={(light) => light && change({ light: light as Place['light'] })}
        />
        <DpiSelect label={t('adviser.dpi')} value={place.dpi} change={(dpi) => change({ dpi })} />
      </div>
    </>
  );
}

function AdviceResult({
  advice,
  widthMm,
  use,
}: Pick<AdviserCardProps, 'widthMm' | 'use'> & { readonly advice: WireAdvice }) {
  const { t } = useTranslation('print');
  const lengths = useLengths();
  const needed = widthToUse(advice);
  const isUsed = Math.abs(widthMm - needed) < 0.05;
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm" className={style.result}>
        <div aria-live="polite">
          <Text size="xs" c="dimmed">
            {t('adviser.needed')}
          </Text>
          <Text className={style.figure}>{lengths.mm(needed)}</Text>
        </div>
        <Button variant="default" onClick={() => use(needed)} {...(isUsed && notNow)}>
          {t(isUsed ? 'adviser.used' : 'adviser.use')}
        </Button>
      </Group>
      <Text>
        {t(`bound.${advice.boundBy}`, {
          module: lengths.mm(advice.moduleMm, 2),
          dots: lengths.plain(advice.moduleDots, 0),
        })}
      </Text>
      <AdviceNotes advice={advice} />
    </Stack>
  );
}
