import { crc32, deflateRawSync } from 'node:zlib';

/**
 * A ZIP that is written as its files come (APPNOTE.TXT 6.3.10, PKWARE). Sizes stand before each file and not behind it
 * alone, so that whoever reads the stream knows where the next one begins; and more than 4 GB fit (4.5.3, ZIP64).
 */
export interface ZipWriter {
  /** The pieces of a file. @param name ASCII, without a folder */
  add(name: string, bytes: Uint8Array, isPacked: boolean): readonly Uint8Array[];
  /** The list of all files, once. */
  end(): readonly Uint8Array[];
}

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const locator64Signature = 0x07064b50;
/** 2.0: deflate; 4.5: ZIP64. */
const version = 20;
const version64 = 45;
/** What does not fit stands in the ZIP64 part. */
const max16 = 0xffff;
const max32 = 0xffffffff;
const [stored, deflated] = [0, 8];

interface Entry {
  readonly name: Buffer;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** @param atMs when its files were made, UTC */
export function openZip(atMs: number): ZipWriter {
  const entries: Entry[] = [];
  const stamp = stampOf(atMs);
  let offset = 0;
  return {
    add(name, bytes, isPacked) {
      const data = isPacked ? deflateRawSync(bytes) : bytes;
      const entry: Entry = {
        ...{ name: Buffer.from(name, 'ascii'), method: isPacked ? deflated : stored, crc: crc32(bytes) },
        ...{ packed: data.length, size: bytes.length, offset },
      };
      entries.push(entry);
      const head = localHead(entry, stamp);
      offset += head.length + data.length;
      return [head, data];
    },
    end() {
      const list = entries.map((entry) => centralHead(entry, stamp));
      const size = list.reduce((sum, { length }) => sum + length, 0);
      return [...list, endOf(entries.length, size, offset)];
    },
  };
}

interface Stamp {
  /** Two 16 bit fields of MS-DOS, to two seconds; without a zone: UTC here. */
  readonly time: number;
  readonly day: number;
  /** The extended timestamp of Info-ZIP (0x5455), which is UTC by its definition. */
  readonly extra: Buffer;
}

/** Where the calendar of MS-DOS begins. */
const firstDay = Date.UTC(1980, 0, 1);

function stampOf(atMs: number): Stamp {
  const at = new Date(Math.max(firstDay, atMs));
  const extra = Buffer.alloc(9);
  extra.writeUInt16LE(0x5455, 0);
  extra.writeUInt16LE(5, 2);
  // The time of the last change alone.
  extra.writeUInt8(1, 4);
  extra.writeUInt32LE(Math.floor(atMs / 1000) >>> 0, 5);
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    day: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    extra,
  };
}

function localHead(entry: Entry, stamp: Stamp): Buffer {
  const signature = Buffer.alloc(4);
  signature.writeUInt32LE(localSignature, 0);
  return Buffer.concat([signature, factsOf(entry, stamp, stamp.extra, version), entry.name, stamp.extra]);
}

function centralHead(entry: Entry, stamp: Stamp): Buffer {
  const { name, offset } = entry;
  const isFar = offset >= max32;
  const extras = isFar ? Buffer.concat([stamp.extra, farOffset(offset)]) : stamp.extra;
  const needed = isFar ? version64 : version;
  const maker = Buffer.alloc(6);
  maker.writeUInt32LE(centralSignature, 0);
  maker.writeUInt16LE(needed, 4);
  // No comment, the first disk, no attributes; where the file begins.
  const place = Buffer.alloc(14);
  place.writeUInt32LE(isFar ? max32 : offset, 10);
  return Buffer.concat([maker, factsOf(entry, stamp, extras, needed), place, name, extras]);
}

/** What stands of a file in front of it and in the list alike (APPNOTE.TXT 6.3.10, 4.3.7 and 4.3.12). */
function factsOf(
  { name, method, crc, packed, size }: Entry,
  { time, day }: Stamp,
  extra: Buffer,
  needed: number,
): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(needed, 0);
  facts.writeUInt16LE(method, 4);
  facts.writeUInt16LE(time, 6);
  facts.writeUInt16LE(day, 8);
  facts.writeUInt32LE(crc, 10);
  facts.writeUInt32LE(packed, 14);
  facts.writeUInt32LE(size, 18);
  facts.writeUInt16LE(name.length, 22);
  facts.writeUInt16LE(extra.length, 24);
  return facts;
}

function farOffset(offset: number): Buffer {
  const extra = Buffer.alloc(12);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8, 2);
  extra.writeBigUInt64LE(BigInt(offset), 4);
  return extra;
}

function endOf(count: number, size: number, offset: number): Buffer {
  const isLarge = count >= max16 || size >= max32 || offset >= max32;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(endSignature, 0);
  end.writeUInt16LE(Math.min(count, max16), 8);
  end.writeUInt16LE(Math.min(count, max16), 10);
  end.writeUInt32LE(Math.min(size, max32), 12);
  end.writeUInt32LE(Math.min(offset, max32), 16);
  return isLarge ? Buffer.concat([end64(count, size, offset), end]) : end;
}

function end64(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(76);
  end.writeUInt32LE(end64Signature, 0);
  // Of what follows in this record.
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(version64, 12);
  end.writeUInt16LE(version64, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(locator64Signature, 56);
  end.writeBigUInt64LE(BigInt(offset + size), 64);
  end.writeUInt32LE(1, 72);
  return end;
}
