import { useEffect, useRef, useState } from 'react';
import type { Design } from '../../src/http/dashboard/wire-designs.ts';
import { putSvg } from '../drawing/svg-nodes.ts';
import css from './design.module.css';
import { drawStill, type Still } from './still.ts';
import { useStudio } from './studio-room.tsx';

interface StillPictureProps {
  readonly text: string;
  readonly design: Design;
  /** What it shows; null where a name stands beside it. */
  readonly label: string | null;
}

/** A design of some code, on white and square. */
export function StillPicture({ text, design, label }: StillPictureProps) {
  const place = useRef<HTMLSpanElement>(null);
  const still = useStill(text, design);
  useEffect(() => {
    if (place.current && still) putSvg(place.current, still.svg, still.address);
  }, [still]);
  const named = label === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return <span ref={place} className={css.paper} data-drawn={still !== null || undefined} {...named} />;
}

/** Null until it is drawn; where it cannot be, it stays so. */
export function useStill(text: string, design: Design): Still | null {
  const studio = useStudio();
  const [still, setStill] = useState<Still | null>(null);
  useEffect(() => {
    let isGone = false;
    drawStill(studio, text, design).then(
      (drawn) => !isGone && setStill(drawn),
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [studio, text, design]);
  return still;
}
