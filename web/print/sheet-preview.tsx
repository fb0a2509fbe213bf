import { ActionIcon, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WireSheetPreview } from '../../src/http/dashboard/wire-designs.ts';
import style from './print.module.css';
import { useLengths } from './use-lengths.ts';

interface SheetPreviewProps {
  /** Undefined until the first was drawn. */
  readonly preview: WireSheetPreview | undefined;
  /** Another is being drawn, of what was chosen since. */
  readonly isOld: boolean;
  turn(page: number): void;
}

/** More of them would be a grey page. */
const edgesMax = 400;

/** Where labels end, which is not printed. */
function LabelEdges({ layout }: Pick<WireSheetPreview, 'layout'>) {
  const { columns, rows, pageWidth, pageHeight } = layout;
  if (columns * rows > edgesMax) return null;
  const places = Array.from({ length: columns * rows }, (_, n) => ({
    x: layout.marginLeft + (n % columns) * (layout.labelWidth + layout.gapX),
    y: layout.marginTop + Math.floor(n / columns) * (layout.labelHeight + layout.gapY),
  }));
  return (
    <svg viewBox={`0 0 ${pageWidth} ${pageHeight}`} preserveAspectRatio="none" aria-hidden="true">
      {places.map(({ x, y }) => (
        <rect key={`${x} ${y}`} x={x} y={y} width={layout.labelWidth} height={layout.labelHeight} />
      ))}
    </svg>
  );
}

/** A page as it will be printed, and the way to the others. */
export function SheetPreview({ preview, isOld, turn }: SheetPreviewProps) {
  const { t } = useTranslation('print');
  const { mm, plain } = useLengths();
  if (preview === undefined) return <Skeleton h={480} />;
  const { labels, pages, page, layout, png } = preview;
  return (
    <Stack gap="sm" aria-busy={isOld}>
      <Text className="qz-numbers" role="status">
        {t('sheet.labels', { count: labels, n: plain(labels, 0) })} ·{' '}
        {t('sheet.pages', { count: pages, n: plain(pages, 0) })} · {plain(layout.pageWidth)} ×{' '}
        {mm(layout.pageHeight)}
      </Text>
      <div className={style.page} data-old={isOld || undefined}>
        <img
          src={`data:image/png;base64,${png}`}
          alt={t('sheet.page', { n: plain(page, 0), pages: plain(pages, 0) })}
        />
        <LabelEdges layout={layout} />
      </div>
      {pages > 1 && (
        <Group justify="center" gap="sm">
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t('sheet.before')}
            disabled={page === 1}
            onClick={() => turn(page - 1)}
          >
            <IconChevronLeft className="qz-mirror" size={18} aria-hidden="true" />
          </ActionIcon>
          <Text className="qz-numbers">{t('sheet.page', { n: plain(page, 0), pages: plain(pages, 0) })}</Text>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t('sheet.next')}
            disabled={page === pages}
            onClick={() => turn(page + 1)}
          >
            <IconChevronRight className="qz-mirror" size={18} aria-hidden="true" />
          </ActionIcon>
        </Group>
      )}
    </Stack>
  );
}
