import { useTranslation } from 'react-i18next';
import { useFormat } from '../parts/use-format.ts';
import style from './world-map.module.css';

export interface MapLegendProps {
  /** From which count on each step begins. */
  readonly steps: readonly number[];
  readonly most: number;
  /** How many come from nowhere that is known. */
  readonly unknown: number;
}

/** What the colours mean, in numbers. */
export function MapLegend({ steps, most, unknown }: MapLegendProps) {
  const { t } = useTranslation('report');
  const format = useFormat();
  const rangeOf = (at: number) => {
    const from = steps[at] ?? 0;
    const to = at + 1 < steps.length ? (steps[at + 1] ?? 0) - 1 : most;
    return to > from ? `${format.number(from)}–${format.number(to)}` : format.number(from);
  };
  if (steps.length === 0) return null;
  return (
    <figcaption className={style.legend}>
      {steps.map((from, at) => (
        <span key={from} className={style.step}>
          <span className={style.swatch} data-step={at} />
          <bdi dir="ltr">{rangeOf(at)}</bdi>
        </span>
      ))}
      {unknown > 0 && (
        <span className={style.unknown}>{t('map.unknown', { number: format.number(unknown) })}</span>
      )}
    </figcaption>
  );
}
