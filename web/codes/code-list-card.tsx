import { Skeleton, Text } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireBulkAction, WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { Confirm } from '../parts/confirm.tsx';
import { copyAndSay } from '../parts/copy-text.ts';
import { useFormat } from '../parts/use-format.ts';
import { useLater } from '../parts/use-later.ts';
import { useMay, useWorkspace } from '../state/session.tsx';
import { BulkBar } from './bulk-bar.tsx';
import type { CodeTarget } from './code-changes.ts';
import { type CodeList, filterOf } from './code-list.ts';
import type { RowActs } from './code-row.tsx';
import style from './code-table.module.css';
import { CodeTable } from './code-table.tsx';
import { ListHead } from './list-head.tsx';
import { onListKey } from './list-keys.ts';
import { type MenuAt, RowMenu } from './row-menu.tsx';
import { allSelected, nothingSelected, type Selection, select } from './selection.ts';
import { useCodeActs } from './use-code-acts.ts';
import type { useCodes } from './use-codes.ts';
import { usePrinting } from './use-printing.tsx';

interface CodeListCardProps {
  readonly list: CodeList;
  readonly found: ReturnType<typeof useCodes>;
  readonly search: RefObject<HTMLInputElement | null>;
}

/** The codes found, what is selected of them, and what can be done with it. */
export function CodeListCard({ list, found, search }: CodeListCardProps) {
  const { query, codes, total } = found;
  const mayWrite = useMay('codes:write');
  const [selection, setSelection] = useSelection(list);
  const [current, setCurrent] = useState(0);
  const [menu, setMenu] = useState<MenuAt | null>(null);
  const go = useGo();
  const doing = useDoing(list, selection, setSelection);
  const acts = useRowActs(codes, setSelection, setCurrent, setMenu, go.open);
  const selected = selection.all ? total : selection.ids.size;
  const printing = usePrinting(list, selection.all ? undefined : [...selection.ids], selected);
  useSearchKey(search);
  const onKeyDown = (event: React.KeyboardEvent) =>
    onListKey(event, {
      codes,
      current,
      go: setCurrent,
      select: mayWrite ? acts.select : () => undefined,
      open: go.open,
      trash: (code) => mayWrite && list.trash === undefined && doing.run({ do: 'trash' }, { ids: [code.id] }),
      clear: () => setSelection(nothingSelected),
    });
  return (
    <section className={`qz-card ${style.card}`}>
      <ListTop
        selected={selected}
        total={total}
        list={list}
        mayWrite={mayWrite}
        doing={doing}
        printing={printing}
        setSelection={setSelection}
      />
      {query.isPending ? <ListSkeleton /> : null}
      <CodeTable
        codes={codes}
        total={total}
        selection={selection}
        mayWrite={mayWrite}
        current={Math.min(current, Math.max(0, codes.length - 1))}
        acts={acts}
        hasMore={hasMore(query) && total > 0}
        hrefOf={go.hrefOf}
        loadMore={useLoadMore(query.fetchNextPage)}
        onKeyDown={onKeyDown}
      />
      <ListFoot shown={codes.length} total={total} />
      <RowMenu
        open={menu}
        mayWrite={mayWrite}
        close={() => setMenu(null)}
        copy={acts.copy}
        edit={(code) => go.open(code, 'content')}
        run={(action, code) => doing.run(action, { ids: [code.id] })}
      />
      {doing.confirm}
      {printing.dialog}
    </section>
  );
}

/** What could not be had is not asked for again by itself; nor is anything while all of it is on its way to the trash. */
function hasMore({
  hasNextPage,
  isFetching,
  isFetchNextPageError,
}: CodeListCardProps['found']['query']): boolean {
  return hasNextPage && !isFetching && !isFetchNextPageError;
}

interface ListTopProps {
  readonly selected: number;
  readonly total: number;
  readonly list: CodeList;
  readonly mayWrite: boolean;
  readonly doing: ReturnType<typeof useDoing>;
  readonly printing: ReturnType<typeof usePrinting>;
  setSelection(selection: Selection): void;
}

/** The names of the columns, or what can be done with what is selected. */
function ListTop(props: ListTopProps) {
  const { selected, total, list, mayWrite, doing, printing, setSelection } = props;
  const selectAll = () => setSelection(allSelected);
  if (selected === 0) return <ListHead mayWrite={mayWrite} selectAll={selectAll} />;
  return (
    <BulkBar
      count={selected}
      others={total - selected}
      inTrash={list.trash === '1'}
      busy={doing.busy}
      run={doing.onSelected}
      print={printing.print}
      pictures={printing.pictures}
      selectAll={selectAll}
      clear={() => setSelection(nothingSelected)}
    />
  );
}

/** `/` leads to the search field, from wherever nothing is being written. */
function useSearchKey(search: RefObject<HTMLInputElement | null>): void {
  useWindowEvent('keydown', (event) => {
    const isTyping = event.target instanceof HTMLElement && event.target.closest('input, textarea, select');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    search.current?.focus();
  });
}

function useLoadMore(fetchNextPage: () => Promise<unknown>): () => void {
  return useCallback(() => void fetchNextPage(), [fetchNextPage]);
}

/** What is selected belongs to what is listed: another filter, another selection. */
function useSelection(list: CodeList) {
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is what it is forgotten for
  useEffect(() => setSelection(nothingSelected), [JSON.stringify(filterOf(list))]);
  return [selection, setSelection] as const;
}

function useGo() {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  return useMemo(() => {
    const pathTo = (code: WireCode) => `/w/${workspace}/codes/${code.id}`;
    return {
      hrefOf: (code: WireCode) => `/app${pathTo(code)}`,
      open: (code: WireCode, tab?: 'content') =>
        void navigate({ to: pathTo(code), ...(tab && { search: { tab } }) } as never),
    };
  }, [workspace, navigate]);
}

function useRowActs(
  codes: readonly WireCode[],
  setSelection: (change: (before: Selection) => Selection) => void,
  setCurrent: (index: number) => void,
  setMenu: (menu: MenuAt) => void,
  open: (code: WireCode) => void,
): RowActs {
  const { t } = useTranslation('codes');
  const listed = useRef(codes);
  useEffect(() => {
    listed.current = codes;
  }, [codes]);
  // The same for as long as the page is there: otherwise every row were drawn anew with every page that is loaded.
  return useMemo<RowActs>(
    () => ({
      select: (id, withShift) => {
        const shown = listed.current.map((code) => code.id);
        setSelection((before) => select(before, shown, id, withShift));
      },
      open: (code) => open(code),
      copy: (code) => void copyAndSay(code.shortUrl, t('copied', { link: code.shortUrl }), t('copyRefused')),
      menu: (code, at) => setMenu({ code, at }),
      focus: setCurrent,
    }),
    [setSelection, setCurrent, setMenu, open, t],
  );
}

/** Acts, with a question before what cannot be taken back. */
function useDoing(
  list: CodeList,
  selection: Selection,
  setSelection: (change: (before: Selection) => Selection) => void,
) {
  const { t } = useTranslation('codes');
  const { run, busy } = useCodeActs();
  const [asked, setAsked] = useState<CodeTarget | null>(null);
  const target: CodeTarget = selection.all ? { filter: filterOf(list) } : { ids: [...selection.ids] };
  // Who has selected something else by then keeps that.
  const forget = () => setSelection((now) => (now === selection ? nothingSelected : now));
  const start = (action: WireBulkAction, on: CodeTarget) => {
    if (action.do === 'delete') return setAsked(on);
    void run(action, on).then((done) => done && on === target && forget());
  };
  const confirm = useLater() && (
    <Confirm
      opened={asked !== null}
      title={t('deleteMany.title')}
      text={t('deleteMany.text')}
      button={t('act.delete')}
      busy={busy}
      close={() => setAsked(null)}
      run={() => {
        if (asked) void run({ do: 'delete' }, asked).then((done) => done && forget());
        setAsked(null);
      }}
    />
  );
  return { run: start, onSelected: (action: WireBulkAction) => start(action, target), busy, confirm };
}

function ListSkeleton() {
  return (
    <div aria-hidden="true">
      {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((one) => (
        <div key={one} className={style.skeleton}>
          <Skeleton w={44} h={44} radius={0} />
          <Skeleton h={14} w="30%" />
          <Skeleton h={14} w="40%" />
        </div>
      ))}
    </div>
  );
}

function ListFoot({ shown, total }: { readonly shown: number; readonly total: number }) {
  const { t } = useTranslation('codes');
  const format = useFormat();
  return (
    <Text c="dimmed" size="xs" px="md" py="sm" className="qz-numbers" role="status">
      {t('list.count', { shown: format.number(shown), total: format.number(total) })}
    </Text>
  );
}
