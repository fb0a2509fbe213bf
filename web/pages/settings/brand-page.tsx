import { Alert, Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { BrandColors } from '../../design/brand-colors.tsx';
import { BrandDesign } from '../../design/brand-design.tsx';
import { BrandLogo } from '../../design/brand-logo.tsx';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useMay, useWorkspace } from '../../state/session.tsx';
import { useAsk } from '../../state/use-ask.ts';

/** What the codes of a workspace have in common. */
export function BrandPage() {
  const { t } = useTranslation('design');
  const params = { workspace: useWorkspace() };
  const mayEdit = useMay('workspace:edit');
  const { data: brand, error, refetch } = useAsk('GET /w/:workspace/brand', { params });
  return (
    <Page title={t('brand.title')} about={t('brand.about')}>
      {error && <Problem error={error} retry={() => void refetch()} />}
      {!brand && !error && <Skeleton h={320} />}
      {brand && (
        <Stack gap="lg">
          {!mayEdit && <Alert color="gray">{t('brand.readOnly')}</Alert>}
          <BrandColors key={brand.colors.join()} brand={brand} mayEdit={mayEdit} />
          <BrandLogo brand={brand} mayEdit={mayEdit} />
          <BrandDesign brand={brand} mayEdit={mayEdit} />
        </Stack>
      )}
    </Page>
  );
}
