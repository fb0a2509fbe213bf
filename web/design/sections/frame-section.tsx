import { SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Design } from '../../../src/http/dashboard/wire-designs.ts';
import { choices } from '../../drawing/choices.ts';
import { ColorField } from '../color-field.tsx';
import { useChange, useDraft } from '../designer-room.tsx';
import { useUnreadable } from '../use-unreadable.ts';

type Frame = NonNullable<Design['frame']>;
const charactersMax = 60;

/** Words around the code. */
export function FrameSection() {
  const { t } = useTranslation('design');
  const shape = useDraft(({ design }) => design.frame?.shape ?? 'none');
  const change = useChange();
  const choose = (wanted: string) => {
    const known = choices.frameShapes.find((one) => one === wanted);
    const first: Omit<Frame, 'shape'> = {
      ...{ position: 'bottom', text: t('frame.example') },
      ...{ color: '#000000', text_color: '#ffffff' },
    };
    change(
      ({ frame, ...design }) => ({
        ...design,
        frame: known === undefined ? null : { ...(frame ?? first), shape: known },
      }),
      'frame.shape',
    );
  };
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label={t('frame.shape')}
        value={shape}
        data={(['none', ...choices.frameShapes] as const).map((value) => ({
          value,
          label: t(`frameShape.${value}`),
        }))}
        onChange={choose}
      />
      {shape !== 'none' && (
        <>
          <Words />
          <Position />
          <FrameColor field="color" label={t(shape === 'text' ? 'frame.textColor' : 'frame.color')} />
          {shape !== 'text' && <FrameColor field="text_color" label={t('frame.textColor')} />}
        </>
      )}
    </Stack>
  );
}

/** Undefined where there is no frame, as for a moment when one takes it away. */
function useFrame<Part>(select: (frame: Frame) => Part): Part | undefined {
  return useDraft(({ design }) => (design.frame === null ? undefined : select(design.frame)));
}

function useChangeFrame(): (fields: Partial<Frame>, step: string) => void {
  const change = useChange();
  return (fields, step) =>
    change(
      (design) => (design.frame === null ? design : { ...design, frame: { ...design.frame, ...fields } }),
      `frame.${step}`,
    );
}

function Words() {
  const { t } = useTranslation('design');
  const text = useFrame((frame) => frame.text) ?? '';
  const change = useChangeFrame();
  return (
    <TextInput
      label={t('frame.text')}
      description={t('frame.textHint', { max: charactersMax })}
      value={text}
      maxLength={charactersMax}
      dir="auto"
      error={text.trim() === '' ? t('frame.empty') : undefined}
      onChange={(event) => change({ text: event.currentTarget.value }, 'text')}
    />
  );
}

function Position() {
  const { t } = useTranslation('design');
  const position = useFrame((frame) => frame.position) ?? 'bottom';
  const change = useChangeFrame();
  return (
    <SegmentedControl
      aria-label={t('frame.position')}
      value={position}
      data={choices.framePositions.map((value) => ({ value, label: t(`framePosition.${value}`) }))}
      onChange={(next) => change({ position: next }, 'position')}
    />
  );
}

interface FrameColorProps {
  readonly field: 'color' | 'text_color';
  readonly label: string;
}

function FrameColor({ field, label }: FrameColorProps) {
  const value = useFrame((frame) => frame[field]) ?? '#000000';
  const change = useChangeFrame();
  const error = useUnreadable(`frame.${field}`);
  return (
    <ColorField
      label={label}
      value={value}
      error={error}
      change={(color) => change({ [field]: color }, field)}
    />
  );
}
