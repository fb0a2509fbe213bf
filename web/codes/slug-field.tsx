import { Button, Group, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useSession, useWorkspace } from '../state/session.tsx';
import { useAsk } from '../state/use-ask.ts';

const typingMs = 300;

interface SlugFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  change(slug: string): void;
}

/** The end of the short link, if its owner wants one of their own: asked for while it is typed. */
export function SlugField({ value, error, change }: SlugFieldProps) {
  const { t } = useTranslation('codes');
  const workspace = useWorkspace();
  const origin = useSession().instance.baseUrl;
  const [asked] = useDebouncedValue(value.trim(), typingMs);
  const { data } = useAsk(
    'GET /w/:workspace/slugs/:slug',
    { params: { workspace, slug: asked } },
    { enabled: asked !== '' },
  );
  const isCurrent = asked !== '' && asked === value.trim();
  const check = isCurrent ? data : undefined;
  const suggestion = check?.suggestion ?? null;
  return (
    <div>
      <TextInput
        name="slug"
        label={t('slug.label')}
        description={t('slug.hint', { link: `\u2066${origin.replace(/^https?:\/\//, '')}/p/\u2069` })}
        placeholder={t('slug.random')}
        value={value}
        dir="ltr"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        error={error ?? (check?.free === false ? (check.message ?? t('slug.taken')) : undefined)}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <Group gap="xs" mt={4} aria-live="polite">
        {check?.free === true && (
          <Text size="xs" c="var(--qz-accent)">
            {t('slug.free')}
          </Text>
        )}
        {check?.free === false && suggestion !== null && (
          <Button variant="light" size="compact-xs" onClick={() => change(suggestion)}>
            {t('slug.take', { slug: suggestion })}
          </Button>
        )}
      </Group>
    </div>
  );
}
