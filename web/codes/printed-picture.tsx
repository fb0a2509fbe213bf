import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CodePicture } from '../parts/code-picture.tsx';
import { Mark } from '../parts/mark.tsx';
import style from './picture.module.css';

const sizePx = 96;

/** What will be printed of a code that is not made yet; null while its link is still open. */
export function PrintedPicture({ svg }: { readonly svg: string | null }) {
  const { t } = useTranslation('codes');
  return (
    <div className={style.printed}>
      {svg === null ? (
        <span className={style.none} style={{ inlineSize: sizePx, blockSize: sizePx }}>
          <Mark size={sizePx / 2} />
        </span>
      ) : (
        <CodePicture
          path={`data:image/svg+xml,${encodeURIComponent(svg)}`}
          alt={t('preview.picture')}
          size={sizePx}
        />
      )}
      <Text size="xs" c="dimmed">
        {t(svg === null ? 'preview.drawnLater' : 'preview.printed')}
      </Text>
    </div>
  );
}
