import type { ClientBase, Connection, Submittable } from 'pg';

const firstBytes = 65_536;
/** Signature, flags and length of the extension, which is empty (manual, COPY, Binary Format). */
const headerBytes = 19;

/**
 * Runs a query and gives its rows as PostgreSQL has them. The driver would have each value as text, bytes in hex:
 * three times the work for packs, and more for rows of numbers.
 * @param query without parameters, since COPY takes none: only numbers of ours may be written into it
 */
export async function copyOut(client: ClientBase, query: string): Promise<BinaryRows> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const copy = new CopyOut(query, (error) => (error ? reject(error) : resolve()));
  client.query(copy);
  await promise;
  return new BinaryRows(copy.bytes());
}

/** What the driver asks of a query: it hands over the messages of the server by these names. */
class CopyOut implements Submittable {
  readonly #query: string;
  #buffer = Buffer.allocUnsafe(firstBytes);
  #length = 0;
  /** The driver puts one of its own around it, which ends the time-out. */
  callback: (error?: Error | null) => void;

  constructor(query: string, onEnd: (error?: Error | null) => void) {
    this.#query = query;
    this.callback = onEnd;
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  submit(connection: Connection): void {
    connection.query(`copy (${this.#query}) to stdout (format binary)`);
  }

  /** The bytes are the driver's, which uses them again. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    const length = this.#length + chunk.length;
    if (length > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, this.#buffer.length * 2));
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    chunk.copy(this.#buffer, this.#length);
    this.#length = length;
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.callback(null);
  }

  handleError(error: Error): void {
    this.callback(error);
  }
}

/** Reads row by row, and the values of a row in their order. No value may be null. */
export class BinaryRows {
  readonly #buffer: Buffer;
  #at = headerBytes;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
  }

  /** Goes to the next row; false behind the last one. */
  next(): boolean {
    const columns = this.#buffer.readInt16BE(this.#at);
    this.#at += 2;
    return columns >= 0;
  }

  smallint(): number {
    this.#at += 6;
    return this.#buffer.readInt16BE(this.#at - 2);
  }

  integer(): number {
    this.#at += 8;
    return this.#buffer.readInt32BE(this.#at - 4);
  }

  /** Exact below 2^53. */
  bigint(): number {
    this.#at += 12;
    return this.#buffer.readInt32BE(this.#at - 8) * 2 ** 32 + this.#buffer.readUInt32BE(this.#at - 4);
  }

  /** A part of the buffer of all rows. */
  bytes(): Uint8Array {
    const start = this.#at + 4;
    this.#at = start + this.#buffer.readInt32BE(this.#at);
    return this.#buffer.subarray(start, this.#at);
  }
}
