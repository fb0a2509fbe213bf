const discardedBytesMax = 10_000_000;

export type BytesProblem = 'too_large' | 'interrupted';

/**
 * The body of a request, of which nothing is kept beyond the limit. What is too large is read to its end and thrown
 * away, within reason: most clients look for an answer only when they have sent all, and an answer before that would be
 * lost with the connection.
 */
export async function readBytes(
  request: Request,
  bytesMax: number,
): Promise<Uint8Array<ArrayBuffer> | BytesProblem> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.length;
      if (length > discardedBytesMax) return 'too_large';
      if (length <= bytesMax) chunks.push(chunk);
      else chunks.length = 0;
    }
  } catch {
    return 'interrupted';
  }
  return length > bytesMax ? 'too_large' : Buffer.concat(chunks);
}
