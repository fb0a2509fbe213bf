import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Design } from '../../../src/http/dashboard/wire-designs.ts';
import { useAsk } from '../../state/use-ask.ts';
import css from '../design.module.css';
import { useChange, useDraft, useRoom } from '../designer-room.tsx';
import { isSameDesign } from '../draft.ts';
import { StillPicture } from '../still-picture.tsx';
import { styleOf } from '../style-of.ts';
import { useBrand } from '../use-brand.ts';

/** Designs to begin with; the logo stays, and so do the words of a frame. */
export function PresetsSection() {
  const { t } = useTranslation('design');
  const { data: presets } = useAsk('GET /presets', {});
  const brand = useBrand()?.design ?? null;
  if (!presets) return <Skeleton h={120} />;
  return (
    <ul className={css.presets}>
      {brand !== null && (
        <Preset step="brand" name={t('preset.brand')} design={brand} looksOf={() => brand} />
      )}
      {presets.map(({ name, design }) => (
        <Preset
          key={name}
          step={name}
          name={t(`preset.${name}`)}
          design={design}
          looksOf={(own) => styleOf(design, own)}
        />
      ))}
    </ul>
  );
}

interface PresetProps {
  readonly step: string;
  readonly name: string;
  readonly design: Design;
  /** What becomes of the draft. */
  looksOf(own: Design): Design;
}

function Preset({ step, name, design, looksOf }: PresetProps) {
  const { text } = useRoom();
  const change = useChange();
  const isTaken = useDraft((state) => isSameDesign(looksOf(state.design), state.design));
  return (
    <li>
      <button
        type="button"
        className={css.preset}
        aria-pressed={isTaken}
        onClick={() => change(looksOf, `preset.${step}`)}
      >
        <StillPicture text={text} design={design} label={null} />
        <span>{name}</span>
      </button>
    </li>
  );
}
