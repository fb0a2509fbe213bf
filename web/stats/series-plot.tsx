import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import { columnsOf } from './plot-columns.ts';
import style from './time-series.module.css';
import type { SeriesPoint } from './time-series.tsx';

export interface SeriesPlotProps {
  readonly points: readonly SeriesPoint[];
  readonly zone: string;
  readonly height: number;
  /** The point that is looked at. */
  readonly at: number | null;
  see(at: number | null): void;
  /** What stands at a mark of the time axis. */
  tick(ms: number, stepMs: number): string;
  /** What is said of the point. */
  readonly tip: ReactNode;
}

/** The drawing of a time series. */
export function SeriesPlot(props: SeriesPlotProps) {
  const { points, zone, height, at, tip } = props;
  const scheme = useComputedColorScheme();
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const [left, setLeft] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read from the page, which the scheme changes
  useEffect(() => {
    const target = box.current;
    if (target === null) return;
    const made = new uPlot(optionsOf(target, latest, zone, height), columnsOf(latest.current.points), target);
    plot.current = made;
    const watcher = new ResizeObserver(() => made.setSize({ width: target.clientWidth, height }));
    watcher.observe(target);
    return () => {
      watcher.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [scheme, zone, height]);
  useEffect(() => plot.current?.setData(columnsOf(points)), [points]);
  useEffect(() => {
    const made = plot.current;
    const point = at === null ? undefined : points[at];
    if (made === null) return;
    const x = point === undefined ? -10 : made.valToPos(point.startMs / 1_000, 'x');
    if (made.cursor.idx !== at) made.setCursor({ left: x, top: point === undefined ? -10 : 0 }, false);
    setLeft(x + made.bbox.left / devicePixelRatio);
  }, [at, points]);
  return (
    <div className={style.plot}>
      <div ref={box} />
      {tip !== null && (
        <div className={style.tipPlace} style={{ left: `clamp(96px, ${left}px, calc(100% - 96px))` }}>
          {tip}
        </div>
      )}
    </div>
  );
}

interface Latest {
  readonly current: SeriesPlotProps;
}

function optionsOf(target: HTMLElement, latest: Latest, zone: string, height: number): uPlot.Options {
  const colour = (name: string) => getComputedStyle(target).getPropertyValue(name).trim();
  const [accent, muted, line] = ['--qz-accent', '--mantine-color-dimmed', '--qz-line'].map(colour) as [
    string,
    string,
    string,
  ];
  const font = `12px ${getComputedStyle(target).fontFamily}`;
  const axis = { stroke: muted, font, grid: { stroke: line, width: 1 }, ticks: { show: false } };
  const number = new Intl.NumberFormat(document.documentElement.lang, { notation: 'compact' });
  const fill = `${accent}1f`;
  return {
    width: Math.max(target.clientWidth, 100),
    height,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), zone),
    // Half of the last mark's words.
    padding: [16, 36, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 }, move: snap },
    scales: { y: { range: (_, _min, max) => [0, Math.max(max, 1) * 1.1] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 32,
        space: 104,
        values: (_, splits, _axis, _space, step) =>
          splits.map((seconds) => isolate(latest.current.tick(seconds * 1_000, step * 1_000))),
      },
      {
        ...axis,
        size: 48,
        // Nobody is half a scan.
        incrs: [1, 2, 5]
          .flatMap((one) => Array.from({ length: 10 }, (_, zeros) => one * 10 ** zeros))
          .toSorted((a, b) => a - b),
        values: (_, splits) => splits.map((value) => number.format(value)),
      },
    ],
    series: [
      {},
      { stroke: muted, width: 1.5, dash: [4, 4], points: { show: false } },
      { stroke: accent, width: 2, fill, points: { show: latest.current.points.length < 2 } },
      { stroke: accent, width: 2, fill, dash: [2, 3], points: { show: latest.current.points.length < 2 } },
    ],
    hooks: {
      setCursor: [({ cursor: { idx, left = -1 } }) => latest.current.see(left < 0 ? null : (idx ?? null))],
    },
  };
}

/** The line stands on the point that is spoken of. */
function snap(plot: uPlot, left: number, top: number): [left: number, top: number] {
  const seconds = left < 0 ? undefined : plot.data[0]?.[plot.posToIdx(left)];
  return seconds === undefined ? [left, top] : [plot.valToPos(seconds, 'x'), top];
}

/** A canvas does not know which way the words of the page run: the text says it. */
function isolate(text: string): string {
  return document.documentElement.dir === 'rtl' ? `\u2067${text}\u2069` : text;
}
