import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../state/problem-text.ts';
import { Empty } from './empty.tsx';

/** A page that could not be shown: what that means, and a way on. */
export function Broken({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const isOutdated = /dynamically imported module|module script/i.test(String(error));
  return (
    <main className="qz-page">
      <Empty
        title={isOutdated ? t('outdatedTitle') : t('brokenTitle')}
        text={isOutdated ? t('outdatedText') : t('brokenText')}
        action={
          <>
            {!isOutdated && (
              <Text size="xs" c="dimmed">
                {error instanceof Error ? textOf(error) : String(error)}
              </Text>
            )}
            <Button onClick={() => window.location.reload()}>{t('reload')}</Button>
          </>
        }
      />
    </main>
  );
}
