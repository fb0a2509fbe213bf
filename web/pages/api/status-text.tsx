import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const classes = {
  2: { words: 'statusDone', color: 'accent' },
  3: { words: 'statusElsewhere', color: 'gray' },
  4: { words: 'statusRefused', color: 'orange' },
  5: { words: 'statusFailed', color: 'red' },
} as const;

/** An HTTP status with what its class means, so that nobody depends on its colour. */
export function StatusText({ status }: { readonly status: number }) {
  const { t } = useTranslation('api');
  const { words, color } = classes[Math.floor(status / 100) as keyof typeof classes] ?? classes[5];
  return (
    <Badge variant="light" color={color} tt="none" className="qz-numbers">
      {status} · {t(words)}
    </Badge>
  );
}
