import { useEffect, useId, useRef } from 'react';
import { putSvg } from '../drawing/svg-nodes.ts';
import css from './fields.module.css';

export interface Shape<Name extends string> {
  readonly name: Name;
  readonly label: string;
  /** Drawing of it. */
  readonly svg: string;
}

interface ShapeChoiceProps<Name extends string> {
  readonly label: string;
  readonly shapes: readonly Shape<Name>[];
  readonly value: Name;
  change(name: Name): void;
}

/** One of some shapes, each as a picture with its name. */
export function ShapeChoice<Name extends string>({ label, shapes, value, change }: ShapeChoiceProps<Name>) {
  const group = useId();
  return (
    <fieldset className={css.shapes}>
      <legend>{label}</legend>
      {shapes.map((shape) => (
        <label key={shape.name} className={css.shape}>
          <input
            type="radio"
            name={group}
            checked={shape.name === value}
            onChange={() => change(shape.name)}
          />
          <Sample svg={shape.svg} />
          <span>{shape.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Sample({ svg }: { readonly svg: string }) {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (place.current) putSvg(place.current, svg, null);
  }, [svg]);
  return <span ref={place} className={css.sample} aria-hidden="true" />;
}
