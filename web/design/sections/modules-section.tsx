import { Stack, Switch } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { choices } from '../../drawing/choices.ts';
import { drawSample } from '../../drawing/samples.ts';
import { getPlainDesign } from '../../drawing/subject.ts';
import { ColorField } from '../color-field.tsx';
import { useChange, useDraft } from '../designer-room.tsx';
import { PaintField } from '../paint-field.tsx';
import { ShapeChoice } from '../shape-choice.tsx';

/** The modules and what they lie on. Each field looks at its own part of the draft: a slider redraws itself alone. */
export function ModulesSection() {
  return (
    <Stack gap="lg">
      <ModuleShapes />
      <PaintField />
      <Background />
    </Stack>
  );
}

function ModuleShapes() {
  const { t } = useTranslation('design');
  const value = useDraft(({ design }) => design.modules.shape);
  const change = useChange();
  const shapes = useMemo(() => {
    const { eyes } = getPlainDesign();
    return choices.moduleShapes.map((name) => ({
      name,
      label: t(`moduleShape.${name}`),
      svg: drawSample('modules', { modules: { shape: name, color: '#000000' }, eyes }),
    }));
  }, [t]);
  return (
    <ShapeChoice
      label={t('modules.shape')}
      shapes={shapes}
      value={value}
      change={(shape) =>
        change((design) => ({ ...design, modules: { ...design.modules, shape } }), 'modules.shape')
      }
    />
  );
}

const white = '#ffffff';

function Background() {
  const { t } = useTranslation('design');
  const background = useDraft(({ design }) => design.background);
  const change = useChange();
  const set = (color: string | null, step: string) =>
    change((design) => ({ ...design, background: color }), step);
  return (
    <Stack gap="sm">
      <Switch
        label={t('background.has')}
        description={t('background.hint')}
        checked={background !== null}
        onChange={(event) => set(event.currentTarget.checked ? white : null, 'background.has')}
      />
      {background !== null && (
        <ColorField
          label={t('background.color')}
          value={background}
          change={(color) => set(color, 'background')}
        />
      )}
    </Stack>
  );
}
