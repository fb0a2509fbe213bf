import type { FillLayer, Layer } from '../draw/scene.ts';
import { PictureError } from '../errors.ts';

/**
 * The spot colour that a layer is printed with, or null: the modules are, and of the eyes what has their colour. Eyes
 * of another colour are printed with process inks.
 *
 * @throws {PictureError} for a gradient, since one ink has no shades of two colours, and for a name that has another
 *   meaning in PDF and PostScript (ISO 32000-1, 8.6.6.4).
 */
export function chooseSpot(layer: FillLayer, layers: readonly Layer[], spot: string | null): string | null {
  if (spot === null || !isOfSymbol(layer)) return null;
  if (spot === '' || spot === 'All' || spot === 'None') {
    throw new PictureError('spot', `'${spot}' cannot be the name of a spot colour`);
  }
  if (typeof layer.paint !== 'string') {
    throw new PictureError(
      'spot',
      'a gradient cannot be printed with one spot colour: choose a solid colour',
    );
  }
  const modules = layers.find((other) => other.kind === 'fill' && other.role === 'modules');
  return modules?.kind === 'fill' && modules.paint === layer.paint ? spot : null;
}

function isOfSymbol({ role }: FillLayer): boolean {
  return role === 'modules' || role === 'eye_frame' || role === 'eye_ball';
}
