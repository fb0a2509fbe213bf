import { invalid } from '../../core/errors.ts';
import type { ScanCursor } from '../../core/scans/list.ts';
import type { BreakdownPlace } from '../../core/stats/question.ts';

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

/** Opaque to callers: base64url of `count.key`. */
export function renderBreakdownCursor({ count, key }: BreakdownPlace): string {
  return Buffer.from(`${count}.${key}`).toString('base64url');
}

/** @throws {AppError} validation_error for what this server has not made */
export function parseBreakdownCursor(text: string): BreakdownPlace {
  const [, digits = '', key = ''] =
    /^(\d{1,16})\.(.*)$/su.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  const place = { count: Number(digits), key };
  if (digits === '' || !Number.isSafeInteger(place.count) || renderBreakdownCursor(place) !== text)
    throw notOurs();
  return place;
}

function notOurs() {
  return invalid('cursor', 'use next_cursor of the page before');
}
