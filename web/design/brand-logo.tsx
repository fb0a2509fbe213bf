import { Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrandPartProps } from './brand-colors.tsx';
import css from './design.module.css';
import { LogoChoice } from './logo-choice.tsx';
import { useSaveBrand } from './use-save-brand.ts';

/** The workspace's own logo, saved as soon as it is chosen. */
export function BrandLogo({ brand, mayEdit }: BrandPartProps) {
  const { t } = useTranslation('design');
  const { save } = useSaveBrand();
  const [shown, setShown] = useState(brand.logo);
  const choose = (logo: string | null) => {
    setShown(logo);
    save({ logo }, undefined, () => setShown(brand.logo));
  };
  return (
    <Stack component="section" className="qz-card" gap="md" aria-label={t('brand.logo')}>
      <Title order={2}>{t('brand.logo')}</Title>
      <Text c="dimmed">{t('brand.logoHint')}</Text>
      <fieldset className={css.fields} disabled={!mayEdit}>
        <LogoChoice value={shown} mayChange={mayEdit} change={choose} />
      </fieldset>
    </Stack>
  );
}
