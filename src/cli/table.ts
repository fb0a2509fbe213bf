/** Columns of text for people; JSON lines are for programs. */
export function renderTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, n) => Math.max(head.length, ...rows.map((row) => row[n]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, n) => cell.padEnd(widths[n] ?? 0))
      .join('  ')
      .trimEnd();
  return [heads, ...rows].map((row) => `${line(row)}\n`).join('');
}

/** With its noun: `1 pack`, `2,000 packs`. */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** In decimal units, as disks are sold: `900 bytes`, `4.2 kB`, `1.3 GB`. */
export function renderBytes(bytes: number): string {
  if (bytes < 1_000) return countOf(bytes, 'byte');
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1_000;
  let at = 0;
  // What would be shown as 1,000.0 is 1.0 of the next unit.
  while (value >= 999.95 && at < units.length - 1) {
    value /= 1_000;
    at += 1;
  }
  return `${value.toFixed(1)} ${units[at]}`;
}

export function renderTime(timeMs: number | null): string {
  return timeMs === null ? '-' : `${new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
