import { AppError, invalid } from '../core/errors.ts';
import { PictureError } from '../qr/errors.ts';
import { QrCapacityError } from '../qr/matrix.ts';
import { DecoderUnavailableError } from '../qr/proof/zbar.ts';
import { UploadBusyError } from '../qr/upload/decode.ts';

/** What cannot be drawn is the caller's to put right, and named as callers name it. */
export function asAppError(error: unknown): unknown {
  if (error instanceof PictureError) return invalid(error.field, error.message);
  if (error instanceof QrCapacityError) return invalid('text', error.message);
  if (error instanceof UploadBusyError || error instanceof DecoderUnavailableError)
    return new AppError('unavailable', error.message, { cause: error });
  return error;
}
