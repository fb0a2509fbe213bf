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

/** A page as it will be printed, and the way to the others. */
export function SheetPreview({ preview, isOld, turn }: SheetPreviewProps) {
  const { t } = useTranslation('print');
  const { mm, plain } = useLengths();
  if (preview === undefined) return <Skeleton h={480} />;
  const { labels, pages, page, pageWidth, pageHeight, png } = preview;
  return (
    <Stack gap="sm" aria-busy={isOld}>
      <Text className="qz-numbers" role="status">
        {t('sheet.labels', { count: labels, n: plain(labels, 0) })} ·{' '}
        {t('sheet.pages', { count: pages, n: plain(pages, 0) })} · {plain(pageWidth)} × {mm(pageHeight)}
      </Text>
      <img
        className={style.page}
        src={`data:image/png;base64,${png}`}
        alt={t('sheet.page', { n: plain(page, 0), pages: plain(pages, 0) })}
        data-old={isOld || undefined}
      />
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
