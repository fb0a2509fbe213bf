import { NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLengths } from './use-lengths.ts';

interface LengthInputProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** None for what is only counted. */
  readonly unit?: 'mm' | 'px';
  /** Decimals; 0 for what is counted. */
  readonly digits?: number;
  readonly hint?: string;
  readonly error?: ReactNode;
  change(value: number): void;
}

/** A number with bounds: what is not one is not told of, and is put right when the field is left. */
export function LengthInput({
  label,
  value,
  unit,
  digits = 1,
  hint,
  error,
  change,
  ...bounds
}: LengthInputProps) {
  const { t } = useTranslation('print');
  const { decimalSeparator } = useLengths();
  return (
    <NumberInput
      label={label}
      value={value}
      {...bounds}
      suffix={unit === undefined ? '' : ` ${t(`unit.${unit}`)}`}
      decimalSeparator={decimalSeparator}
      decimalScale={digits}
      allowNegative={false}
      clampBehavior="blur"
      {...(hint !== undefined && { description: hint })}
      {...(error !== undefined && { error })}
      onChange={(next) => {
        const number = typeof next === 'number' ? next : Number.parseFloat(next);
        if (number >= bounds.min && number <= bounds.max) change(number);
      }}
    />
  );
}
