import type { Kysely } from 'kysely';
import type { StoreReads, StoreWrites } from '../../core/store.ts';
import type { Tables } from '../schema.ts';
import { changeReads, changeWrites } from './changes.ts';
import { codeReads, codeWrites } from './codes.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { EngineLocks } from './engine-locks.ts';
import { keyReads, keyWrites } from './keys.ts';
import { nodeWrites } from './nodes.ts';
import { scanReads, scanWrites } from './scans.ts';
import { workspaceReads, workspaceWrites } from './workspaces.ts';

export function allReads(db: Kysely<Tables>, dictionaries: Dictionaries): StoreReads {
  return {
    codes: codeReads(db),
    keys: keyReads(db),
    workspaces: workspaceReads(db),
    changes: changeReads(db),
    scans: scanReads(db, dictionaries),
  };
}

/** @param trx the transaction that all of them run in */
export function allWrites(trx: Kysely<Tables>, dictionaries: Dictionaries, locks: EngineLocks): StoreWrites {
  return {
    codes: { ...codeReads(trx), ...codeWrites(trx, locks) },
    keys: { ...keyReads(trx), ...keyWrites(trx) },
    workspaces: { ...workspaceReads(trx), ...workspaceWrites(trx, locks) },
    changes: { ...changeReads(trx), ...changeWrites(trx, locks) },
    scans: { ...scanReads(trx, dictionaries), ...scanWrites(trx) },
    nodes: nodeWrites(trx, locks),
  };
}
