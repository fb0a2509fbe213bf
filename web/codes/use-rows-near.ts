import { type RefObject, useEffect, useState } from 'react';

interface Rows {
  readonly first: number;
  /** Behind the last. */
  readonly end: number;
  /** They go by faster than one can look at them. */
  readonly isFast: boolean;
}

/** Rows that are made before they come into the window. */
const aheadRows = 10;
/** As many come and go at a time, so that most frames of scrolling make nothing. */
const stepRows = 4;
/** Nobody reads at this speed, in px a ms: two windows and more in a second. */
const fastSpeed = 1.6;
/** After this time without another row nothing is fast any more. */
const slowAfterMs = 120;

/** @param top of the list, from the window's own; in px like the others */
export function rowsNear(top: number, windowHeight: number, height: number): Omit<Rows, 'isFast'> {
  const stepsTo = (px: number) => Math.max(0, px / height / stepRows);
  const aheadPx = aheadRows * height;
  return {
    first: stepRows * Math.floor(stepsTo(-top - aheadPx)),
    end: stepRows * Math.ceil(stepsTo(windowHeight - top + aheadPx)),
  };
}

/**
 * Which rows of a list are in the window or near it; all are of one height. The window scrolls.
 * @param height of a row, in px
 */
export function useRowsNear(list: RefObject<HTMLElement | null>, count: number, height: number) {
  // At first the window alone: what is near it can come when that is painted.
  const [near, setNear] = useState<Rows>(() => ({
    first: 0,
    end: Math.ceil(innerHeight / height),
    isFast: false,
  }));
  useEffect(() => watchRows(list, height, setNear), [list, height]);
  const end = Math.min(near.end, count);
  return { first: Math.min(near.first, end), end, isFast: near.isFast };
}

function topOf(list: RefObject<HTMLElement | null>): number {
  return list.current?.getBoundingClientRect().top ?? 0;
}

function watchRows(list: RefObject<HTMLElement | null>, height: number, tell: (rows: Rows) => void) {
  let last: Rows = { first: -1, end: -1, isFast: false };
  let before = { top: 0, at: Number.NEGATIVE_INFINITY };
  let slowing: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    const now = { top: topOf(list), at: performance.now() };
    const next = rowsNear(now.top, innerHeight, height);
    if (next.first === last.first && next.end === last.end) return;
    last = { ...next, isFast: Math.abs(now.top - before.top) > fastSpeed * (now.at - before.at) };
    before = now;
    tell(last);
    clearTimeout(slowing);
    if (last.isFast) slowing = setTimeout(slow, slowAfterMs);
  };
  const slow = () => {
    last = { ...last, isFast: false };
    tell(last);
  };
  // What stands above the list may change its height; that moves the list, and nobody scrolls.
  const watcher = new ResizeObserver(look);
  watcher.observe(document.body);
  addEventListener('scroll', look, { passive: true });
  addEventListener('resize', look);
  return () => {
    clearTimeout(slowing);
    watcher.disconnect();
    removeEventListener('scroll', look);
    removeEventListener('resize', look);
  };
}
