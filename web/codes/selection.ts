/** Which codes are selected: by id, or all that the filter finds, loaded or not. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** All that the filter finds; `ids` is of no matter then. */
  readonly all: boolean;
  /** Where a range begins when the next is selected with shift. */
  readonly anchor: string | null;
}

export const nothingSelected: Selection = { ids: new Set(), all: false, anchor: null };
export const allSelected: Selection = { ids: new Set(), all: true, anchor: null };

export function isSelected(selection: Selection, id: string): boolean {
  return selection.all || selection.ids.has(id);
}

/**
 * After a click on a row's box. With shift, all from the last one to this become what this one becomes.
 * @param shown ids in the order of the list, as far as it is loaded
 */
export function select(
  selection: Selection,
  shown: readonly string[],
  id: string,
  withShift: boolean,
): Selection {
  const ids = new Set(selection.all ? shown : selection.ids);
  const becomes = !isSelected(selection, id);
  for (const one of withShift ? rangeOf(shown, selection.anchor, id) : [id]) {
    if (becomes) ids.add(one);
    else ids.delete(one);
  }
  return { ids, all: false, anchor: id };
}

function rangeOf(shown: readonly string[], from: string | null, to: string): readonly string[] {
  const start = from === null ? -1 : shown.indexOf(from);
  const end = shown.indexOf(to);
  if (start < 0 || end < 0) return [to];
  return shown.slice(Math.min(start, end), Math.max(start, end) + 1);
}
