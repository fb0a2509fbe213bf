import { ActionIcon, Button, SegmentedControl, Stack } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ColorField } from './color-field.tsx';
import { useChange, useDraft } from './designer-room.tsx';
import css from './fields.module.css';
import {
  addStop,
  changeStop,
  type Gradient,
  kindOf,
  moveStop,
  type Paint,
  paintAs,
  removeStop,
  stopsMax,
  stopsMin,
} from './gradient.ts';
import { RangeField } from './range-field.tsx';
import { usePercent } from './use-percent.ts';
import { useUnreadable } from './use-unreadable.ts';

/** What the modules are drawn in: one colour, or several that run into each other. */
export function PaintField() {
  const { t } = useTranslation('design');
  const kind = useDraft(({ design }) => kindOf(design.modules.color));
  const change = useChangePaint();
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label={t('paint.kind')}
        value={kind}
        data={(['solid', 'linear', 'radial'] as const).map((one) => ({
          value: one,
          label: t(`paint.${one}`),
        }))}
        onChange={(wanted) => change((paint) => paintAs(paint, wanted), 'kind')}
      />
      {kind === 'solid' && <SolidColor />}
      {kind === 'linear' && <Angle />}
      {kind !== 'solid' && <Stops />}
    </Stack>
  );
}

function useChangePaint(): (make: (paint: Paint) => Paint, step: string) => void {
  const change = useChange();
  return (make, step) =>
    change(
      (design) => ({ ...design, modules: { ...design.modules, color: make(design.modules.color) } }),
      `paint.${step}`,
    );
}

/** Of one that is a gradient; what is none stays as it is. */
function useChangeGradient(): (make: (gradient: Gradient) => Gradient, step: string) => void {
  const change = useChangePaint();
  return (make, step) => change((paint) => (typeof paint === 'string' ? paint : make(paint)), step);
}

function useGradient<Part>(select: (gradient: Gradient) => Part): Part | undefined {
  return useDraft(({ design: { modules } }) =>
    typeof modules.color === 'string' ? undefined : select(modules.color),
  );
}

function SolidColor() {
  const { t } = useTranslation('design');
  const color = useDraft(({ design: { modules } }) =>
    typeof modules.color === 'string' ? modules.color : '#000000',
  );
  const error = useUnreadable('modules.color');
  const change = useChangePaint();
  return (
    <ColorField
      label={t('paint.color')}
      value={color}
      error={error}
      change={(next) => change(() => next, 'color')}
    />
  );
}

function Angle() {
  const { t } = useTranslation('design');
  const angle = useGradient((gradient) => gradient.angle) ?? 0;
  const change = useChangeGradient();
  return (
    <RangeField
      label={t('paint.angle')}
      value={angle}
      min={0}
      max={359}
      said={t('degrees', { n: angle })}
      change={(next) => change((gradient) => ({ ...gradient, angle: next }), 'angle')}
    />
  );
}

function Stops() {
  const { t } = useTranslation('design');
  const count = useGradient(({ stops }) => stops.length) ?? 0;
  const change = useChangeGradient();
  return (
    <>
      <ol className={css.stops}>
        {Array.from({ length: count }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stop has no name but its place
          <Stop key={index} index={index} canGo={count > stopsMin} />
        ))}
      </ol>
      {count < stopsMax && (
        <Button
          variant="default"
          size="xs"
          className={css.start}
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => change(addStop, 'add')}
        >
          {t('paint.addStop')}
        </Button>
      )}
    </>
  );
}

interface StopProps {
  readonly index: number;
  readonly canGo: boolean;
}

function Stop({ index, canGo }: StopProps) {
  const { t } = useTranslation('design');
  const change = useChangeGradient();
  const number = index + 1;
  return (
    <li className={css.stop}>
      <StopColor index={index} />
      <StopOffset index={index} />
      {canGo && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('paint.removeStop', { number })}
          onClick={() => change((gradient) => removeStop(gradient, index), 'remove')}
        >
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      )}
    </li>
  );
}

function StopColor({ index }: { readonly index: number }) {
  const { t } = useTranslation('design');
  const color = useGradient(({ stops }) => stops[index]?.color) ?? '#000000';
  const change = useChangeGradient();
  const error = useUnreadable('modules.color');
  return (
    <ColorField
      label={t('paint.stop', { number: index + 1 })}
      value={color}
      error={index === 0 ? error : undefined}
      change={(next) => change((gradient) => changeStop(gradient, index, { color: next }), `stop.${index}`)}
    />
  );
}

function StopOffset({ index }: { readonly index: number }) {
  const { t } = useTranslation('design');
  const percent = usePercent();
  const offset = useGradient(({ stops }) => stops[index]?.offset) ?? 0;
  const change = useChangeGradient();
  return (
    <RangeField
      label={t('paint.offset', { number: index + 1 })}
      value={Math.round(offset * 100)}
      min={0}
      max={100}
      said={percent(offset)}
      change={(at) => change((gradient) => moveStop(gradient, index, at / 100), `offset.${index}`)}
    />
  );
}
