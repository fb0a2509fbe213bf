import { ActionIcon, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireBrand } from '../../src/http/dashboard/wire-designs.ts';
import { ColorField } from './color-field.tsx';
import css from './design.module.css';
import { useSaveBrand } from './use-save-brand.ts';

export interface BrandPartProps {
  readonly brand: WireBrand;
  readonly mayEdit: boolean;
}

const colorsMax = 12;
const firstColor = '#0a7357';

/** In the owner's order. */
export function BrandColors({ brand, mayEdit }: BrandPartProps) {
  const { t } = useTranslation('design');
  const { busy, save } = useSaveBrand();
  const [colors, setColors] = useState<readonly string[]>(brand.colors);
  const isChanged = colors.join() !== brand.colors.join();
  return (
    <Stack component="section" className="qz-card" gap="md" aria-label={t('brand.colors')}>
      <Title order={2}>{t('brand.colors')}</Title>
      <Text c="dimmed">{t('brand.colorsHint')}</Text>
      {colors.length === 0 && <Text>{t('brand.noColors')}</Text>}
      <ul className={css.colors}>
        {colors.map((color, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a colour has no name but its place
          <li key={index}>
            <ColorField
              plain
              label={t('brand.color', { number: index + 1 })}
              value={color}
              disabled={!mayEdit}
              change={(next) => setColors(colors.with(index, next))}
            />
            {mayEdit && <ColorActs colors={colors} index={index} set={setColors} />}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <Group>
          <Button disabled={!isChanged} loading={busy} onClick={() => save({ colors: [...new Set(colors)] })}>
            {t('brand.save')}
          </Button>
          {colors.length < colorsMax && (
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden="true" />}
              onClick={() => setColors([...colors, firstColor])}
            >
              {t('brand.addColor')}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}

interface ColorActsProps {
  readonly colors: readonly string[];
  readonly index: number;
  set(colors: readonly string[]): void;
}

function ColorActs({ colors, index, set }: ColorActsProps) {
  const { t } = useTranslation('design');
  const color = colors[index] ?? '';
  const forward = () => set(colors.toSpliced(index, 1).toSpliced(index - 1, 0, color));
  return (
    <>
      {index > 0 && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('brand.moveColor', { color })}
          onClick={forward}
        >
          <IconArrowLeft size={16} aria-hidden="true" className="qz-mirror" />
        </ActionIcon>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={t('brand.removeColor', { color })}
        onClick={() => set(colors.toSpliced(index, 1))}
      >
        <IconX size={16} aria-hidden="true" />
      </ActionIcon>
    </>
  );
}
