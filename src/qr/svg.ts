import type { Matrix } from './matrix.ts';
import type { ImageOptions } from './options.ts';

/**
 * A drawing of exactly `size` × `size` px, measured inside in modules. One rectangle and one path with absolute
 * coordinates and no references: some rasterisers draw clip paths and masks as black squares. `crispEdges`
 * keeps hairlines out of the seams between the rows.
 */
export function renderSvg(matrix: Matrix, options: ImageOptions): string {
  const { size, margin, dark, light } = options;
  const side = matrix.size + 2 * margin;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${side} ${side}" ` +
    `shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="${light}"/>` +
    `<path fill="${dark}" d="${renderPath(matrix, margin)}"/></svg>`
  );
}

/** One rectangle for each horizontal run of dark modules. */
function renderPath(matrix: Matrix, margin: number): string {
  const { size, modules } = matrix;
  let path = '';
  for (let y = 0; y < size; y += 1) {
    const rowStart = y * size;
    const rowEnd = rowStart + size;
    const top = y + margin;
    const tail = `V${top + 1}H`;
    let at = modules.indexOf(1, rowStart);
    while (at !== -1 && at < rowEnd) {
      let end = at + 1;
      while (end < rowEnd && modules[end] === 1) end += 1;
      const left = at - rowStart + margin;
      path += `M${left} ${top}H${end - rowStart + margin}${tail}${left}Z`;
      at = modules.indexOf(1, end);
    }
  }
  return path;
}
