/**
 * As many rows as the list has, of its height, and nothing but words in them: what this browser on this machine makes of
 * the plainest page that there can be. It has no script, and all of it is laid out before it is scrolled.
 */
export function plainPage(rows: number): string {
  const items = Array.from({ length: rows }, (_, row) => `<li>Code ${row + 1}</li>`).join('');
  return `<!doctype html><title>Plain</title><style>
    ol { margin: 0; padding: 0; }
    li { block-size: 64px; }
  </style><ol>${items}</ol>`;
}
