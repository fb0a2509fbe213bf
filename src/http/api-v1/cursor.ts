import type { ScanCursor } from '../../core/scans/list.ts';
import { notOurs } from '../shared/breakdown-cursor.ts';

/** Opaque to callers: base64url of `beforeId.total`. */
export function renderCursor(cursor: ScanCursor): string {
  return Buffer.from(`${cursor.beforeId}.${cursor.total}`).toString('base64url');
}

/** @throws {AppError} validation_error for what this server has not made */
export function parseCursor(text: string): ScanCursor {
  const match = /^(\d{1,16})\.(\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString('latin1'));
  const [beforeId, total] = [Number(match?.[1]), Number(match?.[2])];
  if (!Number.isSafeInteger(beforeId) || !Number.isSafeInteger(total)) {
    throw notOurs();
  }
  return { beforeId, total };
}
