import { z } from 'zod';
import { parseBySchema } from '../../core/content/problems.ts';
import { proofProfiles } from '../../core/designs/proof.ts';
import { designField, frameTextField } from '../../core/designs/schema.ts';
import { invalid, notFound } from '../../core/errors.ts';
import { pageMax, wholeNumber } from '../shared/query-fields.ts';

/** What the dashboard sends about designs. */
export const designBody = z.strictObject({
  design: designField.nullable(),
  requireProof: z.boolean().optional(),
});

export const proofBody = z.strictObject({ profile: z.enum(proofProfiles), design: designField.optional() });

export const contactQuery = z.object({ format: z.enum(['png', 'pdf']) });

export const trialBody = z.strictObject({
  code: z.string().optional(),
  text: z.string().optional(),
  design: designField,
});

export const wordsBody = z.strictObject({ text: frameTextField });

const pageSize = 20;

const historyQuery = z.object({ page: wholeNumber(1, pageMax, 1) });

export function parseHistoryPage(query: unknown) {
  const { page } = parseBySchema(historyQuery, query);
  return { offset: (page - 1) * pageSize, limit: pageSize };
}

export function parseVersion(text: string): number {
  if (!/^\d+$/.test(text)) throw notFound('Version of the design');
  return Number(text);
}

const logoBody = z.strictObject({ name: z.string().optional(), data: z.string() });

/** A file of 1 MB in Base64, and what is around it. */
export const logoBytesMax = 1_410_000;

/** Whatever is wrong with the file is told of `file`, as core does. */
export function parseLogo(body: unknown): { name: string | undefined; bytes: Uint8Array<ArrayBuffer> } {
  const { name, data } = parseBySchema(logoBody, body, (field) => (field === 'data' ? 'file' : field));
  const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
  // Node passes over whatever is no Base64, which would be another file than the one that was meant.
  const isWhole = Math.ceil(bytes.length / 3) * 4 === data.length && /^[A-Za-z0-9+/]*={0,2}$/.test(data);
  if (!isWhole) throw invalid('file', 'must be Base64 (RFC 4648, 4)');
  return { name, bytes };
}
