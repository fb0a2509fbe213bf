import { BrokenPack } from './pack.ts';

/**
 * Whole numbers from 0 to 2^53 - 1 in 7 bits a byte, the lowest first; all bytes but the last have bit 7 set (unsigned
 * LEB128, DWARF 5 section 7.6).
 */
const bytesMax = 8;

export class VarintWriter {
  private bytes = new Uint8Array(256);
  length = 0;

  write(value: number): void {
    if (this.length + bytesMax > this.bytes.length) this.grow(bytesMax);
    let rest = value;
    while (rest >= 128) {
      this.bytes[this.length++] = (rest & 127) | 128;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.length++] = rest;
  }

  /** Writes the length of what the other has in bytes, and its bytes. */
  append(other: VarintWriter): void {
    this.write(other.length);
    this.grow(other.length);
    this.bytes.set(other.bytes.subarray(0, other.length), this.length);
    this.length += other.length;
  }

  /** A copy, so that the writer can be used again. */
  take(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  private grow(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const wider = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    wider.set(this.bytes.subarray(0, this.length));
    this.bytes = wider;
  }
}

export class VarintReader {
  private readonly bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  /** @throws BrokenPack behind the end of the bytes, and for a number that is too large */
  read(): number {
    const first = this.bytes[this.at++];
    if (first === undefined) throw new BrokenPack('it ends too early');
    return first < 128 ? first : this.readLong(first - 128);
  }

  /** Reads numbers as steps from one value to the next, and puts the values into a list from a place on. */
  readSteps(values: Float64Array, from: number, count: number): void {
    const { bytes } = this;
    let { at } = this;
    let value = 0;
    for (let place = from; place < from + count; place += 1) {
      const byte = bytes[at];
      if (byte !== undefined && byte < 128) {
        at += 1;
        value += byte;
      } else {
        this.at = at;
        value += this.read();
        at = this.at;
      }
      values[place] = value;
    }
    this.at = at;
  }

  skip(length: number): void {
    if (length < 0 || length > this.left) throw new BrokenPack('it ends too early');
    this.at += length;
  }

  private readLong(low: number): number {
    let value = low;
    for (let unit = 128; unit < 2 ** 53; unit *= 128) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new BrokenPack('it ends too early');
      value += (byte & 127) * unit;
      if (byte < 128 && value < 2 ** 53) return value;
      if (byte < 128) break;
    }
    throw new BrokenPack('a number is too large');
  }
}
