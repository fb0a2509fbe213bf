import { Stack, Switch } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Design } from '../../../src/http/dashboard/wire-designs.ts';
import { choices } from '../../drawing/choices.ts';
import { drawSample } from '../../drawing/samples.ts';
import { getPlainDesign } from '../../drawing/subject.ts';
import { ColorField } from '../color-field.tsx';
import { useChange, useDraft } from '../designer-room.tsx';
import { colorsOf } from '../gradient.ts';
import { ShapeChoice } from '../shape-choice.tsx';
import { useUnreadable } from '../use-unreadable.ts';

type Eyes = Design['eyes'];
type Part = keyof Eyes;

/** The three corners by which readers find a code. */
export function EyesSection() {
  return (
    <Stack gap="lg">
      <FrameShapes />
      <OwnColor part="frame" />
      <BallShapes />
      <OwnColor part="ball" />
    </Stack>
  );
}

function drawEyes(change: Partial<Eyes>): string {
  const { modules, eyes } = getPlainDesign();
  return drawSample('eye', { modules, eyes: { ...eyes, ...change } });
}

function FrameShapes() {
  const { t } = useTranslation('design');
  const value = useDraft(({ design }) => design.eyes.frame.shape);
  const change = useChange();
  const shapes = useMemo(
    () =>
      choices.eyeFrameShapes.map((name) => ({
        name,
        label: t(`eyeShape.${name}`),
        svg: drawEyes({ frame: { shape: name, color: null } }),
      })),
    [t],
  );
  return (
    <ShapeChoice
      label={t('eyes.frame')}
      shapes={shapes}
      value={value}
      change={(shape) => change((design) => withEye(design, 'frame', { shape }), 'eyes.frame.shape')}
    />
  );
}

function BallShapes() {
  const { t } = useTranslation('design');
  const value = useDraft(({ design }) => design.eyes.ball.shape);
  const change = useChange();
  const shapes = useMemo(
    () =>
      choices.eyeBallShapes.map((name) => ({
        name,
        label: t(`eyeShape.${name}`),
        svg: drawEyes({ ball: { shape: name, color: null } }),
      })),
    [t],
  );
  return (
    <ShapeChoice
      label={t('eyes.ball')}
      shapes={shapes}
      value={value}
      change={(shape) => change((design) => withEye(design, 'ball', { shape }), 'eyes.ball.shape')}
    />
  );
}

function withEye<Name extends Part>(design: Design, part: Name, change: Partial<Eyes[Name]>): Design {
  return { ...design, eyes: { ...design.eyes, [part]: { ...design.eyes[part], ...change } } };
}

function OwnColor({ part }: { readonly part: Part }) {
  const { t } = useTranslation('design');
  const color = useDraft(({ design }) => design.eyes[part].color);
  const modulesColor = useDraft(({ design }) => colorsOf(design.modules.color)[0]) ?? '#000000';
  const change = useChange();
  const error = useUnreadable(`eyes.${part}.color`);
  const set = (next: string | null) =>
    change((design) => withEye(design, part, { color: next }), `eyes.${part}.color`);
  return (
    <Stack gap="sm">
      <Switch
        label={t(`eyes.own.${part}`)}
        checked={color !== null}
        onChange={(event) => set(event.currentTarget.checked ? modulesColor : null)}
      />
      {color !== null && (
        <ColorField label={t(`eyes.color.${part}`)} value={color} error={error} change={set} />
      )}
    </Stack>
  );
}
