import { newRow } from '../../src/core/codes/create.ts';
import { changeOfCode } from '../../src/core/codes/snapshot.ts';
import type { Core } from '../../src/core/core.ts';
import type { Access } from '../../src/core/workspaces/access.ts';

const rowsAtOnce = 500;

/** The tag of every tenth code. */
const tenthTag = 'summer';

/**
 * Codes as if made one after the other, with their changes, in one transaction: "Code 00001" and so on, the last of
 * them the newest. Every tenth has a tag, every hundredth is paused.
 */
export function seedCodes(core: Core, access: Access, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return core.store.transact(async (tx) => {
    for (let from = 0; from < count; from += rowsAtOnce) {
      const rows = numbers.slice(from, from + rowsAtOnce).map((n) => rowOf(core, access, n));
      const codes = (await tx.codes.insertMany(rows)).filter((code) => code !== undefined);
      await tx.changes.appendMany(
        codes.map((code) => changeOfCode(access, { before: null, after: code }, code.createdAt)),
      );
    }
  });
}

function rowOf(core: Core, access: Access, n: number) {
  const href = `https://example.com/page/${n}`;
  const number = String(n).padStart(5, '0');
  const tags = n % 10 === 0 ? [tenthTag] : [];
  const target = { destination: href, href, content: null };
  const row = newRow(
    core,
    access,
    { type: 'url', name: `Code ${number}`, resolved: target, design: null, tags },
    `c${number}`,
  );
  const at = row.createdAt - 100_000 + n;
  return { ...row, createdAt: at, updatedAt: at, status: n % 100 === 0 ? 'paused' : 'active' } as const;
}
