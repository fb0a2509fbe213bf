import type { Design, WireBudget } from '../../src/http/dashboard/wire-designs.ts';

type Suggestion = WireBudget['suggestions'][number];

/** The design with what was suggested. */
export function applySuggestion(design: Design, { field, value, also }: Suggestion): Design {
  return [{ field, value }, ...also].reduce(
    (changed, one) => setAt(changed, one.field.split('.'), one.value) as Design,
    design,
  );
}

/** A part that is not there, such as the logo, is not made. */
function setAt(node: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (node === null || typeof node !== 'object') return node;
  const known: Readonly<Record<string, unknown>> = { ...node };
  return { ...known, [name]: setAt(known[name], rest, value) };
}
