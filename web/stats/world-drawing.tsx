import { world } from 'virtual:world-shapes';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MapLegend } from './map-legend.tsx';
import { stepOf, stepsOf } from './map-steps.ts';
import { MapTip } from './map-tip.tsx';
import { useCountryName } from './use-country-name.ts';
import { countryAt, pickAt, useMapKeys } from './use-map-keys.ts';
import { drawnPath, WorldLand } from './world-land.tsx';
import style from './world-map.module.css';
import type { WorldMapProps } from './world-map.tsx';

const shapes = new Map(world.countries.map((shape) => [shape.code, shape]));

/** A country that was counted, or a dot of the land that it stands for. */
export interface CountedCountry {
  readonly code: string;
  readonly count: number;
  /** From 0, the palest. */
  readonly step: number;
  readonly name: string;
}

export function WorldDrawing({ rows, metric, selected = [], onPick }: WorldMapProps) {
  const { t } = useTranslation('report');
  const { counted, steps, unknown } = useCounted(rows, metric);
  const [pointed, setPointed] = useState<string | null>(null);
  const { ref, current, onKeyDown, onFocus } = useMapKeys(counted, { point: setPointed, onPick });
  const shown = counted.find(({ code }) => code === pointed);
  return (
    <figure className={style.figure}>
      <div className={style.paper}>
        {/* biome-ignore lint/a11y/useSemanticElements: a drawing is no set of fields */}
        <svg
          ref={ref}
          viewBox={`0 0 ${world.width} ${world.height}`}
          className={style.map}
          role="group"
          aria-label={t(onPick ? 'map.labelKeys' : 'map.label')}
          onPointerOver={({ target }) => setPointed(countryAt(target))}
          onPointerLeave={() => setPointed(null)}
          onFocus={onFocus}
          onBlur={() => setPointed(null)}
          onKeyDown={onKeyDown}
          onClick={({ target }) => pickAt(target, onPick)}
        >
          <WorldLand counted={counted} selected={selected} current={current} canPick={onPick !== undefined} />
          <Outline code={pointed} />
          {selected.map((code) => (
            <Outline key={code} code={code} />
          ))}
        </svg>
        {shown && <MapTip country={shown} at={shapes.get(shown.code)} />}
      </div>
      <MapLegend steps={steps} most={Math.max(0, ...counted.map(({ count }) => count))} unknown={unknown} />
    </figure>
  );
}

/** Most first, which is the order of the arrow keys. */
function useCounted(rows: WorldMapProps['rows'], metric: WorldMapProps['metric']) {
  const nameOf = useCountryName();
  return useMemo(() => {
    const counts = rows.map(({ value, counts }) => ({ code: value, count: counts[metric] ?? 0 }));
    const steps = stepsOf(counts.map(({ count }) => count));
    const counted = counts
      .flatMap(({ code, count }): CountedCountry[] =>
        typeof code === 'string' && shapes.has(code) && count > 0
          ? [{ code, count, step: stepOf(count, steps), name: nameOf(code) }]
          : [],
      )
      .toSorted((a, b) => b.count - a.count);
    const unknown = counts.find(({ code }) => code === null)?.count ?? 0;
    return { counted, steps, unknown };
  }, [rows, metric, nameOf]);
}

/** Above all others, whose lines would lie on half of it. */
function Outline({ code }: { readonly code: string | null }) {
  const shape = code === null ? undefined : shapes.get(code);
  if (shape === undefined) return null;
  const className = shape.path === '' ? style.dotOutline : style.outline;
  return <path d={drawnPath(shape)} className={className} data-outline={code} />;
}
