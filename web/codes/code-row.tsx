import { IconCopy, IconDots } from '@tabler/icons-react';
import { type MouseEvent, memo } from 'react';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import style from './code-row.module.css';
import { NoPicture } from './no-picture.tsx';
import { StatusDot, shownStatusOf } from './status-mark.tsx';
import type { RowWords } from './use-row-words.ts';

/** What a row tells its list; the same object for as long as the list is there. */
export interface RowActs {
  select(id: string, withShift: boolean): void;
  open(code: WireCode): void;
  copy(code: WireCode): void;
  menu(code: WireCode, at: DOMRect): void;
  focus(index: number): void;
}

interface RowProps {
  readonly code: WireCode;
  readonly index: number;
  readonly total: number;
  readonly words: RowWords;
  readonly href: string;
  readonly selected: boolean;
  readonly current: boolean;
  readonly mayWrite: boolean;
  readonly acts: RowActs;
  /** Where it is in the list, in px, when that is out of sight. */
  readonly apartAt: number | undefined;
  /** Nobody can look at it yet: its picture is not asked for. */
  readonly isPassing: boolean;
}

/** One code of the list. Few nodes and plain elements: hundreds of them go by in a second of scrolling. */
export const CodeRow = memo(function CodeRow(props: RowProps) {
  const { code, index, total, words, selected, current, mayWrite, acts, apartAt } = props;
  const status = shownStatusOf(code);
  return (
    // biome-ignore lint/a11y/useSemanticElements: some readers take a list without bullets for none; a role says that it is one
    <div
      role="listitem"
      className={style.row}
      data-code-row={code.id}
      data-index={index}
      data-selected={selected || undefined}
      data-plain={!mayWrite || undefined}
      {...(apartAt !== undefined && { 'data-apart': true, style: { insetBlockStart: apartAt } })}
      aria-posinset={index + 1}
      aria-setsize={total}
      tabIndex={current ? 0 : -1}
      onFocus={() => acts.focus(index)}
    >
      {mayWrite && (
        <input
          type="checkbox"
          className={style.box}
          checked={selected}
          aria-label={words.select(code)}
          tabIndex={current ? 0 : -1}
          readOnly
          onClick={(event) => acts.select(code.id, event.shiftKey)}
        />
      )}
      <PictureCell code={code} words={words} isPassing={props.isPassing} />
      <NameCell {...props} />
      <TargetCell code={code} words={words} />
      <ScansCell code={code} words={words} />
      <span className={style.status}>
        <StatusDot status={status} word={words.status(status)} />
      </span>
      <button
        type="button"
        className={style.act}
        tabIndex={current ? 0 : -1}
        aria-label={words.menu(code)}
        aria-haspopup="menu"
        onClick={(event) => acts.menu(code, event.currentTarget.getBoundingClientRect())}
      >
        <IconDots size={18} aria-hidden="true" />
      </button>
    </div>
  );
});

function NameCell({ code, href, words, current, acts }: RowProps) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    acts.open(code);
  };
  return (
    <span className={style.name}>
      <a href={href} onClick={follow} tabIndex={current ? 0 : -1} dir="auto">
        {code.name}
      </a>
      <button
        type="button"
        className={style.slug}
        tabIndex={current ? 0 : -1}
        title={words.copyLink}
        aria-label={words.copy(code)}
        onClick={() => acts.copy(code)}
      >
        <span className="qz-mono">{code.slug}</span>
        <IconCopy size={14} aria-hidden="true" />
      </button>
    </span>
  );
}

function PictureCell({ code, words, isPassing }: CellProps & Pick<RowProps, 'isPassing'>) {
  if (code.trashedAt !== null) {
    return (
      <span className={style.picture} data-empty>
        <NoPicture size={44} label={words.noPicture} />
      </span>
    );
  }
  if (isPassing) return <span className={style.picture} />;
  // Not lazy: only rows near the window are in the page, and a printed page shows them as well.
  return <img className={style.picture} src={code.picture} alt="" width={44} height={44} decoding="async" />;
}

const tagsShown = 3;

type CellProps = Pick<RowProps, 'code' | 'words'>;

function TargetCell({ code, words }: CellProps) {
  const more = code.tags.length - tagsShown;
  return (
    <span className={style.target}>
      <span className={style.destination} dir="auto" title={code.destination ?? undefined}>
        {code.destination?.replace(/^https?:\/\//, '') ?? words.type(code)}
      </span>
      {code.tags.length > 0 && (
        <span className={style.tags}>
          {code.tags.slice(0, tagsShown).map((tag) => (
            <span key={tag} className={style.tag} dir="auto">
              {tag}
            </span>
          ))}
          {more > 0 && <span className={style.more}>+{more}</span>}
        </span>
      )}
    </span>
  );
}

function ScansCell({ code, words }: CellProps) {
  return (
    <span className={style.scans} title={words.scansAre}>
      {words.scans(code)} <span className={style.unit}>{words.scansWord}</span>
    </span>
  );
}
