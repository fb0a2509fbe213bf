import { useId } from 'react';
import css from './fields.module.css';

interface RangeFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** The value in words, with its unit. */
  readonly said: string;
  change(value: number): void;
}

/** The browser's own slider, which keys and screen readers know. */
export function RangeField({ label, value, min, max, step = 1, said, change }: RangeFieldProps) {
  const id = useId();
  return (
    <div className={css.range}>
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id} className="qz-numbers">
        {said}
      </output>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={said}
        onChange={(event) => change(Number(event.currentTarget.value))}
      />
    </div>
  );
}
