import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getPlainDesign } from '../drawing/subject.ts';
import type { BrandPartProps } from './brand-colors.tsx';
import { Designer } from './designer.tsx';
import { useRoom } from './designer-room.tsx';
import { DraftActs } from './draft-acts.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { StudioRoom } from './studio-room.tsx';
import { useSaveBrand } from './use-save-brand.ts';

/** About as long as the link of a code. */
const sampleText = 'https://example.com/p/Ab3xK9';

/** What new codes begin with. */
export function BrandDesign({ brand, mayEdit }: BrandPartProps) {
  const { t } = useTranslation('design');
  const { busy, save } = useSaveBrand();
  const [plain] = useState(getPlainDesign);
  return (
    <Stack component="section" className="qz-card" gap="md" aria-label={t('brand.design')}>
      <Title order={2}>{t('brand.design')}</Title>
      <Text c="dimmed">{t(brand.design === null ? 'brand.noDefault' : 'brand.designHint')}</Text>
      <StudioRoom>
        <Designer
          saved={brand.design ?? plain}
          text={sampleText}
          label={t('brand.preview')}
          mayWrite={mayEdit}
          acts={mayEdit && <SaveDefault />}
        />
      </StudioRoom>
      {mayEdit && brand.design !== null && (
        <Group>
          <Button variant="default" loading={busy} onClick={() => save({ design: null })}>
            {t('brand.removeDefault')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function SaveDefault() {
  const { t } = useTranslation('design');
  const { draft } = useRoom();
  const { busy, save } = useSaveBrand();
  return (
    <>
      <DraftActs busy={busy} save={() => save({ design: draft.get().design }, t('brand.designKept'))} />
      <LeaveGuard />
    </>
  );
}
