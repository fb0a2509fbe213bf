import { useMediaQuery } from '@mantine/hooks';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { CodeRow, type RowActs } from './code-row.tsx';
import style from './code-table.module.css';
import { isSelected, type Selection } from './selection.ts';
import { useRowWords } from './use-row-words.ts';

/** In px, as code-row.module.css has them. */
const rowHeight = { wide: 64, phone: 112 } as const;
const overscanRows = 10;
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
  const virtualizer = useRows(list, codes.length);
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= codes.length - aheadRows) loadMore();
  }, [hasMore, last, codes.length, loadMore]);
  useFocusOn(list, current, (index) => virtualizer.scrollToIndex(index, { align: 'auto' }));
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the rows
    <div
      role="list"
      aria-label={t('list.title')}
      ref={list}
      className={style.rows}
      style={{ blockSize: virtualizer.getTotalSize() }}
      onKeyDown={props.onKeyDown}
    >
      {items.map(({ index, start }) => {
        const code = codes[index];
        if (code === undefined) return null;
        return (
          <CodeRow
            key={code.id}
            code={code}
            index={index}
            total={total}
            top={start - virtualizer.options.scrollMargin}
            words={words}
            href={props.hrefOf(code)}
            selected={isSelected(selection, code.id)}
            current={index === current}
            mayWrite={props.mayWrite}
            acts={props.acts}
          />
        );
      })}
    </div>
  );
}

function useRows(list: RefObject<HTMLDivElement | null>, count: number) {
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const height = isPhone ? rowHeight.phone : rowHeight.wide;
  const [scrollMargin, setScrollMargin] = useState(0);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    overscan: overscanRows,
    scrollMargin,
  });
  // What stands above the list has no height of its own that could be known before: it is measured when the page
  // changes its height, and not with every drawing, which would have the browser lay the page out twice.
  useLayoutEffect(() => {
    const measure = () => {
      const top = (list.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
      setScrollMargin((before) => (Math.abs(top - before) > 1 ? top : before));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [list]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are measured anew when they are others
  useLayoutEffect(() => virtualizer.measure(), [height]);
  return virtualizer;
}

/** Moves the focus with the current row, once the keyboard has moved it there. */
function useFocusOn(
  list: RefObject<HTMLDivElement | null>,
  current: number,
  scrollTo: (index: number) => void,
): void {
  const last = useRef(current);
  // Rows come into the page by and by while it scrolls: so it is asked after every drawing.
  useEffect(() => {
    if (last.current === current) return;
    scrollTo(current);
    const rows = list.current;
    const holdsFocus = rows?.contains(document.activeElement) || document.activeElement === document.body;
    const row = rows?.querySelector<HTMLElement>(`[data-index="${current}"]`);
    if (row && rows) {
      if (holdsFocus && !row.contains(document.activeElement)) row.focus({ preventScroll: true });
      last.current = current;
    }
  });
}
