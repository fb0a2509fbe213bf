import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './fields.module.css';
import { readHexColor } from './hex-color.ts';
import { useBrand } from './use-brand.ts';

interface ColorFieldProps {
  readonly label: string;
  readonly value: string;
  readonly disabled?: boolean;
  readonly error?: string | undefined;
  /** Whether the colours of the brand are offered. */
  readonly plain?: boolean;
  change(color: string): void;
}

/** A colour by the browser's own picker, by its digits, or one of the brand's. */
export function ColorField({ label, value, disabled, error, plain = false, change }: ColorFieldProps) {
  const { t } = useTranslation('design');
  const [said, setSaid] = useState<string | null>(null);
  const write = (text: string) => {
    setSaid(text);
    const color = readHexColor(text);
    if (color !== undefined) change(color);
  };
  return (
    <fieldset className={css.color} aria-label={label}>
      <div className={css.colorInputs}>
        <input
          type="color"
          className={css.well}
          aria-label={t('color.pick', { name: label })}
          value={value}
          disabled={disabled}
          onChange={(event) => change(event.currentTarget.value)}
        />
        <TextInput
          label={label}
          className={css.hex}
          dir="ltr"
          size="sm"
          spellCheck={false}
          maxLength={7}
          value={said ?? value}
          {...(disabled !== undefined && { disabled })}
          error={
            error ?? (said !== null && readHexColor(said) === undefined ? t('color.invalid') : undefined)
          }
          onChange={(event) => write(event.currentTarget.value)}
          onBlur={() => setSaid(null)}
        />
      </div>
      {!plain && <Swatches name={label} value={value} change={change} />}
    </fieldset>
  );
}

function Swatches({
  name,
  value,
  change,
}: {
  readonly name: string;
  readonly value: string;
  change(color: string): void;
}) {
  const { t } = useTranslation('design');
  const colors = useBrand()?.colors ?? [];
  if (colors.length === 0) return null;
  return (
    <div className={css.swatches}>
      {colors.map((color) => (
        <button
          key={color}
          type="button"
          className={css.swatch}
          style={{ background: color }}
          aria-label={t('color.use', { color, name })}
          aria-pressed={color === value}
          title={color}
          onClick={() => change(color)}
        />
      ))}
    </div>
  );
}
