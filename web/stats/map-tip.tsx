import { world } from 'virtual:world-shapes';
import { useFormat } from '../parts/use-format.ts';
import type { CountedCountry } from './world-drawing.tsx';
import style from './world-map.module.css';
import type { CountryShape } from './world-shapes.ts';

/** Which country it is, and its number; screen readers have both from the country itself. */
export function MapTip({
  country,
  at,
}: {
  readonly country: CountedCountry;
  readonly at: CountryShape | undefined;
}) {
  const format = useFormat();
  if (at === undefined) return null;
  const across = `${(100 * at.x) / world.width}%`;
  const down = (100 * at.y) / world.height;
  return (
    <div
      className={style.tip}
      aria-hidden="true"
      // Stands above its place or below, and leans inwards, so that no edge cuts it off.
      data-below={down < 25 ? true : undefined}
      style={{ left: across, top: `${down}%`, '--across': `-${across}` } as React.CSSProperties}
    >
      <bdi>{country.name}</bdi> <strong className="qz-numbers">{format.number(country.count)}</strong>
    </div>
  );
}
