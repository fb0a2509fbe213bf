import { Stack, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Design } from '../../../src/http/dashboard/wire-designs.ts';
import { useChange, useDraft, useRoom } from '../designer-room.tsx';
import { LogoChoice } from '../logo-choice.tsx';
import { RangeField } from '../range-field.tsx';
import { usePercent } from '../use-percent.ts';

type LogoPlace = NonNullable<Design['logo']>;

const firstPlace = { size: 0.2, margin: 1, excavate: true } as const;

/** A picture in the middle of the code. */
export function LogoSection() {
  const { t } = useTranslation('design');
  const { mayWrite } = useRoom();
  const image = useDraft(({ design }) => design.logo?.image ?? null);
  const change = useChange();
  const choose = (next: string | null) =>
    change(
      (design) => ({
        ...design,
        logo: next === null ? null : { ...(design.logo ?? firstPlace), image: next },
      }),
      'logo.image',
    );
  return (
    <Stack gap="lg">
      <LogoChoice value={image} mayChange={mayWrite} change={choose} />
      {image !== null && (
        <>
          <LogoSize />
          <LogoRoom />
        </>
      )}
      <Text size="xs" c="dimmed">
        {t('logo.hint')}
      </Text>
    </Stack>
  );
}

function useChangeLogo(): (fields: Partial<LogoPlace>, step: string) => void {
  const change = useChange();
  return (fields, step) =>
    change(
      (design) => (design.logo === null ? design : { ...design, logo: { ...design.logo, ...fields } }),
      `logo.${step}`,
    );
}

function LogoSize() {
  const { t } = useTranslation('design');
  const percent = usePercent();
  const size = useDraft(({ design }) => design.logo?.size ?? firstPlace.size);
  const change = useChangeLogo();
  return (
    <RangeField
      label={t('logo.size')}
      value={Math.round(size * 100)}
      min={5}
      max={50}
      said={t('logo.ofWidth', { share: percent(size) })}
      change={(wanted) => change({ size: wanted / 100 }, 'size')}
    />
  );
}

function LogoRoom() {
  const { t } = useTranslation('design');
  const excavate = useDraft(({ design }) => design.logo?.excavate ?? firstPlace.excavate);
  const margin = useDraft(({ design }) => design.logo?.margin ?? firstPlace.margin);
  const change = useChangeLogo();
  return (
    <>
      <Switch
        label={t('logo.excavate')}
        description={t('logo.excavateHint')}
        checked={excavate}
        onChange={(event) => change({ excavate: event.currentTarget.checked }, 'excavate')}
      />
      {excavate && (
        <RangeField
          label={t('logo.margin')}
          value={margin}
          min={0}
          max={4}
          step={0.5}
          said={t('nModules', { count: margin })}
          change={(wanted) => change({ margin: wanted }, 'margin')}
        />
      )}
    </>
  );
}
