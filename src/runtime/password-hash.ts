import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

/** Cost of scrypt (RFC 7914): N = 2^ln. */
export interface ScryptCost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP's Password Storage Cheat Sheet, scrypt, the row of 32 MiB: small machines have no 128 to spare. */
export const scryptCost: ScryptCost = { ln: 15, r: 8, p: 3 };

const saltBytes = 16;
const hashBytes = 32;
/** What a stored text may ask for at most, so that a foreign one cannot eat the memory. */
const memoryMax = 256 * 1024 * 1024;

/** In PHC string format: `$scrypt$ln=15,r=8,p=3$SALT$HASH`. Blocks the thread for a large part of a second. */
export function hashPassword(password: string, cost: ScryptCost = scryptCost): string {
  const salt = randomBytes(saltBytes);
  const { ln, r, p } = cost;
  return `$scrypt$ln=${ln},r=${r},p=${p}$${encode(salt)}$${encode(derive(password, salt, cost, hashBytes))}`;
}

/** False for a text of any other form. */
export function verifyPassword(stored: string, password: string): boolean {
  const parts = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/.exec(stored);
  if (!parts) return false;
  const [, ln, r, p, salt = '', hash = ''] = parts;
  const expected = Buffer.from(hash, 'base64');
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  return timingSafeEqual(derive(password, Buffer.from(salt, 'base64'), cost, expected.length), expected);
}

/** The same signs typed on another keyboard may be other characters (NIST SP 800-63B-4, 3.1.1.2 asks for NFC or NFKC). */
function derive(password: string, salt: Buffer, { ln, r, p }: ScryptCost, bytes: number): Buffer {
  return scryptSync(password.normalize('NFKC'), salt, bytes, { N: 2 ** ln, r, p, maxmem: memoryMax });
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
