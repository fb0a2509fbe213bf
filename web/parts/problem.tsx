import { Alert, Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** What went wrong with a part of the page, and a way on. */
export function Problem({ error, retry }: { readonly error: Error; readonly retry?: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert color="red" role="alert">
      <Stack gap="sm" align="flex-start">
        <Text>{error.message}</Text>
        {retry && (
          <Button variant="default" size="xs" onClick={retry}>
            {t('retry')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
