import { contentError } from '../../core/content/problems.ts';
import type { QrTrackFields } from '../../core/content/qr-track-fields.ts';
import { qrTrackNamesOf, sayInQrTrackWords } from '../../core/content/registry.ts';
import type { ContentType } from '../../core/content/types.ts';
import { AppError, invalid } from '../../core/errors.ts';

/** What is wrong with the content is told of the fields that were sent: `pass`, where the content has `password`. */
export async function inCallersWords<T>(
  type: ContentType,
  fields: QrTrackFields,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'validation_error') throw thrown;
    throw contentError(thrown.details.map((problem) => sayInQrTrackWords(type, fields, problem)));
  }
}

export function nothingToChange(type: ContentType): AppError {
  const names = ['destination', 'label', 'is_active', ...qrTrackNamesOf(type)];
  return invalid('', `Nothing to change: send at least one of ${names.join(', ')}.`);
}
