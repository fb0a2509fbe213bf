import { NativeSelect, SegmentedControl, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { choices } from '../../drawing/choices.ts';
import { useChange, useDraft } from '../designer-room.tsx';
import { RangeField } from '../range-field.tsx';

const versions = Array.from({ length: 40 }, (_, index) => index + 1);
const masks = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** Margin, turn, and how much may be lost. */
export function SymbolSection() {
  return (
    <Stack gap="lg">
      <QuietZone />
      <Rotation />
      <Level />
      <Advanced />
    </Stack>
  );
}

function QuietZone() {
  const { t } = useTranslation('design');
  const value = useDraft(({ design }) => design.quiet_zone);
  const change = useChange();
  return (
    <RangeField
      label={t('symbol.quietZone')}
      value={value}
      min={0}
      max={16}
      said={t('nModules', { count: value })}
      change={(modules) => change((design) => ({ ...design, quiet_zone: modules }), 'quiet_zone')}
    />
  );
}

function Rotation() {
  const { t } = useTranslation('design');
  const id = useId();
  const value = useDraft(({ design }) => design.rotation);
  const change = useChange();
  const turn = (wanted: string) => {
    const rotation = choices.rotations.find((one) => String(one) === wanted) ?? 0;
    change((design) => ({ ...design, rotation }), 'rotation');
  };
  return (
    <div>
      <Text fw={500} mb={4} id={id}>
        {t('symbol.rotation')}
      </Text>
      <SegmentedControl
        aria-labelledby={id}
        value={String(value)}
        data={choices.rotations.map((one) => ({ value: String(one), label: t('degrees', { n: one }) }))}
        onChange={turn}
      />
    </div>
  );
}

function Level() {
  const { t } = useTranslation('design');
  const value = useDraft(({ design }) => design.error_correction);
  const change = useChange();
  const choose = (wanted: string) => {
    const level = choices.errorCorrections.find((one) => one === wanted) ?? 'auto';
    change((design) => ({ ...design, error_correction: level }), 'error_correction');
  };
  return (
    <NativeSelect
      label={t('symbol.level')}
      description={t('symbol.levelHint')}
      value={value}
      data={choices.errorCorrections.map((one) => ({ value: one, label: t(`level.${one}`) }))}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}

/** For whoever knows the standard. */
function Advanced() {
  const { t } = useTranslation('design');
  const version = useDraft(({ design }) => design.version);
  const mask = useDraft(({ design }) => design.mask);
  const change = useChange();
  const numberIn = (text: string) => (text === '' ? null : Number(text));
  const ofVersion = (one: number) => ({
    value: String(one),
    label: t('symbol.versionOf', { version: one, size: 17 + 4 * one }),
  });
  return (
    <details>
      <summary>{t('symbol.advanced')}</summary>
      <Stack gap="md" mt="md">
        <NativeSelect
          label={t('symbol.version')}
          description={t('symbol.versionHint')}
          value={version === null ? '' : String(version)}
          data={[{ value: '', label: t('symbol.smallest') }, ...versions.map(ofVersion)]}
          onChange={(event) => {
            const wanted = numberIn(event.currentTarget.value);
            change((design) => ({ ...design, version: wanted }), 'version');
          }}
        />
        <NativeSelect
          label={t('symbol.mask')}
          description={t('symbol.maskHint')}
          value={mask === null ? '' : String(mask)}
          data={[
            { value: '', label: t('symbol.bestMask') },
            ...masks.map((one) => ({ value: String(one), label: String(one) })),
          ]}
          onChange={(event) => {
            const wanted = numberIn(event.currentTarget.value);
            change((design) => ({ ...design, mask: wanted }), 'mask');
          }}
        />
      </Stack>
    </details>
  );
}
