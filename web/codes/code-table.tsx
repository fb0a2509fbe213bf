import { useMediaQuery } from '@mantine/hooks';
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { CodeRow, type RowActs } from './code-row.tsx';
import style from './code-table.module.css';
import { isSelected, type Selection } from './selection.ts';
import { useRowWords } from './use-row-words.ts';
import { useRowsNear } from './use-rows-near.ts';

/** In px, as code-row.module.css has them. */
const rowHeight = { wide: 64, phone: 112 } as const;
/** Rows before the end of what is loaded at which the next page is asked for: two seconds of the fastest scrolling. */
const aheadRows = 120;

interface CodeTableProps {
  readonly codes: readonly WireCode[];
  readonly total: number;
  readonly selection: Selection;
  readonly mayWrite: boolean;
  readonly current: number;
  readonly acts: RowActs;
  readonly hasMore: boolean;
  hrefOf(code: WireCode): string;
  loadMore(): void;
  onKeyDown(event: KeyboardEvent): void;
}

/** Only the rows in sight are in the page, however many codes there are. */
export function CodeTable(props: CodeTableProps) {
  const { codes, total, selection, current, hasMore, loadMore } = props;
  const { t } = useTranslation('codes');
  const words = useRowWords();
  const list = useRef<HTMLDivElement>(null);
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const height = isPhone ? rowHeight.phone : rowHeight.wide;
  const { first, end, isFast } = useRowsNear(list, codes.length, height);
  useEffect(() => {
    if (hasMore && end > codes.length - aheadRows) loadMore();
  }, [hasMore, end, codes.length, loadMore]);
  const isPassing = usePassing(isFast);
  const focus = useFocusOn(list, current);
  const near = codes.slice(first, end).map((code, place) => ({ code, index: first + place }));
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the rows
    <div
      role="list"
      aria-label={t('list.title')}
      ref={list}
      className={style.rows}
      style={{ blockSize: codes.length * height, paddingBlockStart: first * height }}
      onKeyDown={props.onKeyDown}
      {...focus}
    >
      {withCurrent(near, codes, current).map(({ code, index }) => (
        <CodeRow
          key={code.id}
          code={code}
          index={index}
          total={total}
          words={words}
          href={props.hrefOf(code)}
          selected={isSelected(selection, code.id)}
          current={index === current}
          apartAt={index < first || index >= end ? index * height : undefined}
          mayWrite={props.mayWrite}
          acts={props.acts}
          isPassing={isPassing(code)}
        />
      ))}
    </div>
  );
}

/** Rows that come while one scrolls too fast to look at them; what was shown once is no longer among them. */
function usePassing(isFast: boolean): (code: WireCode) => boolean {
  const shown = useRef(new Set<string>());
  return ({ id }) => {
    if (!isFast) shown.current.add(id);
    return !shown.current.has(id);
  };
}

interface Place {
  readonly code: WireCode;
  readonly index: number;
}

/** The current row is always in the page, in its order: otherwise the focus were lost with it, and no Tab led into the list. */
function withCurrent(near: readonly Place[], codes: readonly WireCode[], current: number): readonly Place[] {
  const code = codes[current];
  if (!code || near.some(({ index }) => index === current)) return near;
  const apart = { code, index: current };
  return current < (near[0]?.index ?? 0) ? [apart, ...near] : [...near, apart];
}

/** Moves the focus with the current row, once the keyboard has moved it there, and to it from a row that has gone. */
function useFocusOn(list: RefObject<HTMLDivElement | null>, current: number) {
  const last = useRef(current);
  const isInside = useRef(false);
  useEffect(() => {
    const isLost = isInside.current && document.activeElement === document.body;
    if (last.current === current && !isLost) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-index="${current}"]`);
    if (!row) return;
    last.current = current;
    // Where a click has led, the focus is already, and the row stays under the pointer.
    if (!isInside.current || row.contains(document.activeElement)) return;
    row.scrollIntoView({ block: 'nearest' });
    row.focus({ preventScroll: true });
  });
  return {
    onFocus: () => {
      isInside.current = true;
    },
    // Of what is taken from the page React tells no blur.
    onBlur: () => {
      isInside.current = false;
    },
  };
}
