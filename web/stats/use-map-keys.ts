import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import type { CountedCountry } from './world-drawing.tsx';
import type { WorldMapProps } from './world-map.tsx';

type OnPick = WorldMapProps['onPick'];

export interface MapKeys {
  readonly ref: RefObject<SVGSVGElement | null>;
  /** The one stop of the Tab key for all countries; from one to the next go the arrows. */
  readonly current: string | null;
  onKeyDown(event: KeyboardEvent): void;
  onFocus(event: { readonly target: EventTarget }): void;
}

export interface MapActs {
  /** Shows which country it is; null for none. */
  point(code: string | null): void;
  readonly onPick: OnPick;
}

export function countryAt(target: EventTarget): string | null {
  return (target as Element).getAttribute('data-country');
}

export function pickAt(target: EventTarget, onPick: OnPick): void {
  const code = countryAt(target);
  if (code !== null) onPick?.(code);
}

/** @param counted in the order of the arrow keys */
export function useMapKeys(counted: readonly CountedCountry[], { point, onPick }: MapActs): MapKeys {
  const ref = useRef<SVGSVGElement>(null);
  const [last, setLast] = useState<string | null>(null);
  const current = counted.some(({ code }) => code === last) ? last : (counted[0]?.code ?? null);
  return {
    ref,
    current,
    onKeyDown(event) {
      if (event.key === 'Escape') return point(null);
      const at = counted.findIndex(({ code }) => code === current);
      const next = placeAfter(event.key, at, counted.length - 1);
      if (next !== undefined)
        ref.current?.querySelector<SVGElement>(`[data-country="${counted[next]?.code}"]`)?.focus();
      else if (event.key === 'Enter' || event.key === ' ') pickAt(event.target, onPick);
      else return;
      event.preventDefault();
    },
    onFocus({ target }) {
      const code = countryAt(target);
      setLast(code);
      point(code);
    },
  };
}

function placeAfter(key: string, at: number, last: number): number | undefined {
  if (key === 'ArrowRight' || key === 'ArrowDown') return Math.min(at + 1, last);
  if (key === 'ArrowLeft' || key === 'ArrowUp') return Math.max(at - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? last : undefined;
}
