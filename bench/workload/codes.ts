import type { LinkCode } from '../../src/core/codes/code.ts';
import { changeOfCode } from '../../src/core/codes/snapshot.ts';
import type { Core } from '../../src/core/core.ts';
import type { NewCode } from '../../src/core/store.ts';
import { operator } from '../quietzone.ts';

const perTransaction = 500;
const pageSize = 5_000;

export function destinationOf(n: number): string {
  return `https://www.example.com/menu/summer-${n}`;
}

/** Six characters of the alphabet of slugs: a permutation of the numbers, so that neighbours look apart. */
export function slugOf(n: number): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  let left = (n * 7_654_321 + 12_345) % alphabet.length ** 6;
  let slug = '';
  for (let at = 0; at < 6; at += 1) {
    slug += alphabet[left % alphabet.length];
    left = Math.floor(left / alphabet.length);
  }
  return slug;
}

/**
 * Makes codes with their entries in the log of changes, as the APIs do, but many in one transaction. In an empty
 * database the n-th of them, from 0, has the number n + 1.
 */
export async function seedCodes(core: Core, count: number): Promise<void> {
  const workspace = (await core.store.workspaces.list())[0]!;
  for (let from = 0; from < count; from += perTransaction) {
    await core.store.transact(async (tx) => {
      for (let n = from; n < Math.min(count, from + perTransaction); n += 1) {
        const code = await tx.codes.insert(newCode(core, workspace.id, n));
        if (!code) throw new Error(`The slug ${slugOf(n)} is taken`);
        const maker = { workspace, actor: operator };
        await tx.changes.append(changeOfCode(maker, { before: null, after: code }, code.createdAt));
      }
    });
  }
}

function newCode(core: Core, workspaceId: string, n: number): NewCode {
  const destination = destinationOf(n);
  const at = core.clock.now();
  return {
    ...({ id: core.random.uuid(), workspaceId, domainId: 1, slug: slugOf(n), name: `Code ${n}` } as const),
    type: 'url',
    status: 'active',
    ...{ destination, href: destination, content: null, tags: [], folderId: null },
    ...{
      design: null,
      designVersion: 0,
      expiresAt: null,
      createdBy: null,
      createdAt: at,
      updatedAt: at,
      trashedAt: null,
      suspendedAt: null,
      suspendedReason: null,
    },
  };
}

export async function listAllCodes(core: Core): Promise<LinkCode[]> {
  const codes: LinkCode[] = [];
  for (;;) {
    const page = await core.store.codes.listAfter(codes.at(-1)?.num ?? 0, pageSize);
    if (page.length === 0) return codes;
    codes.push(...page);
  }
}
