import { contentError } from '../../core/content/problems.ts';
import type { QrTrackFields } from '../../core/content/qr-track-fields.ts';
import { qrTrackNamesOf, sayInQrTrackWords } from '../../core/content/registry.ts';
import type { ContentType } from '../../core/content/types.ts';
import { AppError, invalid } from '../../core/errors.ts';

/**
 * What is wrong with the content is told of the fields that were sent: `pass`, where the content has `password`; and
 * what is wrong with the design, of the only part of it that this dialect has.
 */
export async function inCallersWords<T>(
  type: ContentType,
  fields: QrTrackFields,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'validation_error') throw thrown;
    const problems = thrown.details.map((problem) => {
      const isOfLogo = problem.path.split('.')[0] === 'design';
      return isOfLogo ? { ...problem, path: 'logo' } : sayInQrTrackWords(type, fields, problem);
    });
    throw contentError(problems);
  }
}

export function nothingToChange(type: ContentType): AppError {
  const names = ['destination', 'label', 'is_active', 'logo', ...qrTrackNamesOf(type)];
  return invalid('', `Nothing to change: send at least one of ${names.join(', ')}.`);
}
