import { IconCopy, IconDots } from '@tabler/icons-react';
import { type CSSProperties, type MouseEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import style from './code-row.module.css';
import { StatusMark, shownStatusOf } from './status-mark.tsx';

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
  readonly top: number;
  /** Written by the list: a format of numbers is too much to make for each row. */
  readonly scans: string;
  readonly href: string;
  readonly selected: boolean;
  readonly current: boolean;
  readonly mayWrite: boolean;
  readonly acts: RowActs;
}

/** One code of the list. Few nodes and plain elements: hundreds of them go by in a second of scrolling. */
export const CodeRow = memo(function CodeRow(props: RowProps) {
  const { code, index, total, top, selected, current, mayWrite, acts } = props;
  const { t } = useTranslation('codes');
  const position: CSSProperties = { transform: `translateY(${top}px)` };
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by hand, which items of a real list are not
    <div
      role="listitem"
      className={style.row}
      style={position}
      data-index={index}
      data-selected={selected || undefined}
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
          aria-label={t('list.select', { name: code.name })}
          tabIndex={current ? 0 : -1}
          readOnly
          onClick={(event) => acts.select(code.id, event.shiftKey)}
        />
      )}
      <img
        className={style.picture}
        src={code.picture}
        alt=""
        width={44}
        height={44}
        loading="lazy"
        decoding="async"
      />
      <NameCell {...props} />
      <TargetCell code={code} />
      <ScansCell scans={props.scans} />
      <span className={style.status}>
        <StatusMark status={shownStatusOf(code)} />
      </span>
      <button
        type="button"
        className={style.act}
        tabIndex={current ? 0 : -1}
        aria-label={t('list.menu', { name: code.name })}
        aria-haspopup="menu"
        onClick={(event) => acts.menu(code, event.currentTarget.getBoundingClientRect())}
      >
        <IconDots size={18} aria-hidden="true" />
      </button>
    </div>
  );
});

function NameCell({ code, href, current, acts }: RowProps) {
  const { t } = useTranslation('codes');
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
        title={t('copyLink')}
        aria-label={t('list.copy', { slug: code.slug })}
        onClick={() => acts.copy(code)}
      >
        <span className="qz-mono">{code.slug}</span>
        <IconCopy size={14} aria-hidden="true" />
      </button>
    </span>
  );
}

const tagsShown = 3;

function TargetCell({ code }: { readonly code: WireCode }) {
  const { t } = useTranslation('types');
  const more = code.tags.length - tagsShown;
  return (
    <span className={style.target}>
      <span className={style.destination} dir="auto" title={code.destination ?? undefined}>
        {code.destination?.replace(/^https?:\/\//, '') ?? t(`name.${code.type}`)}
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

function ScansCell({ scans }: { readonly scans: string }) {
  const { t } = useTranslation('codes');
  return (
    <span className={style.scans} title={t('scansAre')}>
      {scans} <span className={style.unit}>{t('scansWord')}</span>
    </span>
  );
}
