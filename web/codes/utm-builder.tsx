import { Autocomplete, Button, Collapse, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconChartDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasUtm, readUtm, type UtmName, utmNames, writeUtm } from './utm.ts';

/** What is often written there. */
const usual: Readonly<Partial<Record<UtmName, readonly string[]>>> = {
  source: ['flyer', 'poster', 'menu', 'packaging', 'business-card', 'receipt'],
  medium: ['qr', 'print', 'offline'],
};

interface UtmBuilderProps {
  readonly link: string;
  change(link: string): void;
}

/** Writes a campaign's tags into a link, and reads those that it has. */
export function UtmBuilder({ link, change }: UtmBuilderProps) {
  const { t } = useTranslation('codes');
  const [wished, setWished] = useState<boolean | null>(null);
  const opened = wished ?? hasUtm(link);
  const utm = readUtm(link);
  const isLink = URL.canParse(link.trim());
  return (
    <Stack gap="sm">
      <Button
        variant="subtle"
        size="compact-sm"
        w="fit-content"
        leftSection={<IconChartDots size={16} aria-hidden="true" />}
        aria-expanded={opened}
        onClick={() => setWished(!opened)}
      >
        {t('utm.title')}
      </Button>
      <Collapse expanded={opened}>
        <Stack gap="sm">
          <Text c="dimmed" size="xs">
            {t(isLink ? 'utm.about' : 'utm.linkFirst')}
          </Text>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {utmNames.map((name) => (
              <Autocomplete
                key={name}
                label={t(`utm.${name}`)}
                data={[...(usual[name] ?? [])]}
                value={utm[name]}
                disabled={!isLink}
                dir="ltr"
                onChange={(value) => change(writeUtm(link.trim(), name, value))}
              />
            ))}
          </SimpleGrid>
          {hasUtm(link) && (
            <Text size="xs" className="qz-mono" style={{ overflowWrap: 'anywhere' }}>
              {link}
            </Text>
          )}
        </Stack>
      </Collapse>
    </Stack>
  );
}
