import type { Design } from '../../src/http/dashboard/wire-designs.ts';

export type Paint = Design['modules']['color'];
export type Gradient = Exclude<Paint, string>;
export type PaintKind = 'solid' | Gradient['type'];

export const stopsMin = 2;
export const stopsMax = 8;

export function kindOf(paint: Paint): PaintKind {
  return typeof paint === 'string' ? 'solid' : paint.type;
}

/** As the other kind, with as much of its colours as that has. */
export function paintAs(paint: Paint, kind: PaintKind): Paint {
  const [first = '#000000', second = '#0a7357'] = colorsOf(paint);
  if (kind === 'solid') return first;
  if (typeof paint !== 'string') return { ...paint, type: kind, angle: kind === 'radial' ? 0 : paint.angle };
  return {
    type: kind,
    angle: 0,
    stops: [
      { offset: 0, color: first },
      { offset: 1, color: second },
    ],
  };
}

export function colorsOf(paint: Paint): readonly string[] {
  return typeof paint === 'string' ? [paint] : paint.stops.map(({ color }) => color);
}

/** A stop moves no further than to its neighbours: they keep their order. */
export function moveStop(gradient: Gradient, index: number, offset: number): Gradient {
  const least = gradient.stops[index - 1]?.offset ?? 0;
  const most = gradient.stops[index + 1]?.offset ?? 1;
  return changeStop(gradient, index, { offset: Math.min(Math.max(offset, least), most) });
}

export function changeStop(
  gradient: Gradient,
  index: number,
  change: Partial<Gradient['stops'][number]>,
): Gradient {
  return {
    ...gradient,
    stops: gradient.stops.map((stop, at) => (at === index ? { ...stop, ...change } : stop)),
  };
}

/** In the middle of the widest gap, in the colour before it. */
export function addStop(gradient: Gradient): Gradient {
  const { stops } = gradient;
  if (stops.length >= stopsMax) return gradient;
  const gaps = stops.slice(1).map(({ offset }, at) => offset - (stops[at]?.offset ?? 0));
  const widest = gaps.indexOf(Math.max(...gaps));
  const [from, to] = [stops[widest], stops[widest + 1]];
  if (from === undefined || to === undefined) return gradient;
  const added = { offset: Math.round((from.offset + to.offset) * 50) / 100, color: from.color };
  return { ...gradient, stops: stops.toSpliced(widest + 1, 0, added) };
}

export function removeStop(gradient: Gradient, index: number): Gradient {
  if (gradient.stops.length <= stopsMin) return gradient;
  return { ...gradient, stops: gradient.stops.toSpliced(index, 1) };
}
