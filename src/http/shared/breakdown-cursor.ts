import { type AppError, invalid } from '../../core/errors.ts';
import type { PageEnd } from '../../core/stats/ask/parse.ts';
import { dimensions, metrics } from '../../core/stats/question.ts';

/** Opaque to callers: base64url of `by.metric.count.key`. */
export function renderBreakdownCursor({ by, metric, place }: PageEnd): string {
  return Buffer.from(`${by}.${metric}.${place.count}.${place.key}`).toString('base64url');
}

/** @throws {AppError} validation_error for what this server has not made */
export function parseBreakdownCursor(text: string): PageEnd {
  const [, named, ordered, digits, key = ''] =
    /^([a-z_]+)\.([a-z]+)\.(\d{1,16})\.(.*)$/su.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  const by = dimensions.find((one) => one === named);
  const metric = metrics.find((one) => one === ordered);
  const count = Number(digits);
  if (by === undefined || metric === undefined || !Number.isSafeInteger(count)) throw notOurs();
  const end = { by, metric, place: { count, key } };
  if (renderBreakdownCursor(end) !== text) throw notOurs();
  return end;
}

/** Of any cursor that a caller has not got from us. */
export function notOurs(): AppError {
  return invalid('cursor', 'use next_cursor of the page before');
}
