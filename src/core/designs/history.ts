import type { Actor } from '../changes/change.ts';
import type { Code } from '../codes/code.ts';
import type { Core } from '../core.ts';
import { notFound } from '../errors.ts';
import type { StoreWrites } from '../store.ts';
import type { DesignVersion } from './stored.ts';

export interface DesignPage {
  readonly versions: readonly DesignVersion[];
  readonly total: number;
}

/** Every design that the code has had, the newest first. */
export async function listDesigns(
  core: Core,
  code: Code,
  page: { readonly offset: number; readonly limit: number },
): Promise<DesignPage> {
  const { designs } = core.store;
  return {
    versions: await designs.list(code.num, page.offset, page.limit),
    total: await designs.count(code.num),
  };
}

/** @throws {AppError} not_found for a version that the code never had */
export async function getDesignVersion(core: Core, code: Code, version: number): Promise<DesignVersion> {
  // No further than there are any: a database would choke on larger numbers.
  const isPossible = version >= 1 && version <= code.designVersion;
  const found = isPossible ? await core.store.designs.find(code.num, version) : undefined;
  if (found === undefined) throw notFound(`Version ${version} of the design`);
  return found;
}

/** Of codes that were just made: those that are not plain begin with a version. */
export async function keepVersions(tx: StoreWrites, codes: readonly Code[], actor: Actor): Promise<void> {
  const designed = codes.filter(({ design }) => design !== null);
  await tx.designs.appendMany(
    designed.map(({ num, designVersion, design, createdAt }) => ({
      ...{ codeNum: num, version: designVersion, design, actor, at: createdAt },
    })),
  );
}

/** Keeps the design that the code has just been given, in the transaction that gives it. */
export async function keepVersion(tx: StoreWrites, code: Code, actor: Actor, at: number): Promise<void> {
  const { num, designVersion: version, design } = code;
  await tx.designs.append(num, { version, design, actor, at });
}
