import { invalid } from '../../errors.ts';
import { findZoneName } from '../zone.ts';

/**
 * A zone as its tables spell it; UTC where none is asked for.
 * @throws AppError validation_error that names the parameter
 */
export function requireZoneName(text: string | undefined): string {
  const name = findZoneName(text ?? 'UTC');
  if (name !== undefined) return name;
  throw invalid('tz', 'use the name of a time zone (IANA) such as Europe/Berlin');
}
