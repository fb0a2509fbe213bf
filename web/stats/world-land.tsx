import { world } from 'virtual:world-shapes';
import { memo } from 'react';
import { useFormat } from '../parts/use-format.ts';
import type { CountedCountry } from './world-drawing.tsx';
import style from './world-map.module.css';
import type { CountryShape } from './world-shapes.ts';

interface WorldLandProps {
  readonly counted: readonly CountedCountry[];
  readonly selected: readonly string[];
  /** Where the Tab key comes in. */
  readonly current: string | null;
  readonly canPick: boolean;
}

/** What is too small to be seen is a square of some units, which its stroke makes a dot of some pixels. */
export function drawnPath({ path, x, y }: CountryShape): string {
  return path === '' ? `M${x - 3} ${y - 3}h6v6h-6z` : path;
}

/** All land, of which only what was counted can be reached; the small dots last, on top. */
export const WorldLand = memo(function WorldLand({ counted, selected, current, canPick }: WorldLandProps) {
  const format = useFormat();
  const byCode = new Map(counted.map((country) => [country.code, country]));
  const seen = world.countries.filter(({ code, path }) => path !== '' || byCode.has(code));
  return (
    <>
      {world.rest !== '' && <path d={world.rest} className={style.land} />}
      {seen.map((shape) => {
        const { code, path } = shape;
        const country = byCode.get(code);
        const d = drawnPath(shape);
        if (country === undefined) return <path key={code} d={d} className={style.land} />;
        const isPicked = selected.includes(code);
        const label = `${country.name}: ${format.number(country.count)}`;
        const role = canPick
          ? ({ role: 'button', 'aria-pressed': isPicked, tabIndex: code === current ? 0 : -1 } as const)
          : ({ role: 'img' } as const);
        return (
          <path
            key={code}
            d={d}
            className={path === '' ? style.dot : style.land}
            data-country={code}
            data-step={country.step}
            data-faded={selected.length > 0 && !isPicked ? true : undefined}
            aria-label={label}
            {...role}
          />
        );
      })}
    </>
  );
});
