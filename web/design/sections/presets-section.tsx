import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Design } from '../../../src/http/dashboard/wire-designs.ts';
import { useAsk } from '../../state/use-ask.ts';
import css from '../design.module.css';
import { useChange, useRoom } from '../designer-room.tsx';
import { StillPicture } from '../still-picture.tsx';
import { styleOf } from '../style-of.ts';
import { useBrand } from '../use-brand.ts';

/** Designs to begin with; the logo stays, and so do the words of a frame. */
export function PresetsSection() {
  const { t } = useTranslation('design');
  const change = useChange();
  const { data: presets } = useAsk('GET /presets', {});
  const brand = useBrand()?.design ?? null;
  if (!presets) return <Skeleton h={120} />;
  const take = (preset: Design, name: string) =>
    change((design) => styleOf(preset, design), `preset.${name}`);
  return (
    <ul className={css.presets}>
      {brand !== null && (
        <Preset name={t('preset.brand')} design={brand} take={() => change(() => brand, 'preset.brand')} />
      )}
      {presets.map(({ name, design }) => (
        <Preset key={name} name={t(`preset.${name}`)} design={design} take={() => take(design, name)} />
      ))}
    </ul>
  );
}

interface PresetProps {
  readonly name: string;
  readonly design: Design;
  take(): void;
}

function Preset({ name, design, take }: PresetProps) {
  const { text } = useRoom();
  return (
    <li>
      <button type="button" className={css.preset} onClick={take}>
        <StillPicture text={text} design={design} label={null} />
        <span>{name}</span>
      </button>
    </li>
  );
}
