import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from './empty.tsx';
import { useHeading } from './use-heading.ts';

export function NotFound() {
  const { t } = useTranslation();
  const heading = useHeading(t('notFoundTitle'));
  return (
    <main className="qz-page" id="main" tabIndex={-1}>
      <Empty
        title={t('notFoundTitle')}
        heading={heading}
        text={t('notFoundText')}
        action={
          <Button component={Link} to="/">
            {t('notFoundAction')}
          </Button>
        }
      />
    </main>
  );
}
