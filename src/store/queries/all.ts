import type { Kysely } from 'kysely';
import type { StoreReads, StoreWrites } from '../../core/store.ts';
import type { Tables } from '../schema.ts';
import { changeReads, changeWrites } from './changes.ts';
import { codeReads, codeWrites } from './codes.ts';
import { designReads, designWrites, logoReads, logoWrites, proofReads, proofWrites } from './designs.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { EngineLocks } from './engine-locks.ts';
import { keyReads, keyWrites } from './keys.ts';
import { nodeWrites } from './nodes.ts';
import { type ScanRows, scanRows } from './scan-rows.ts';
import { scanReads, scanWrites } from './scans.ts';
import { workspaceReads, workspaceWrites } from './workspaces.ts';

/** Where the single hits are, in a transaction or outside of one. */
export type RowsOf = (db: Kysely<Tables>) => ScanRows;

export function allReads(
  db: Kysely<Tables>,
  dictionaries: Dictionaries,
  rowsOf: RowsOf = scanRows,
): StoreReads {
  return {
    codes: codeReads(db),
    keys: keyReads(db),
    workspaces: workspaceReads(db),
    changes: changeReads(db),
    scans: scanReads(db, dictionaries, rowsOf(db)),
    designs: designReads(db),
    proofs: proofReads(db),
    logos: logoReads(db),
  };
}

/** @param trx the transaction that all of them run in */
export function allWrites(
  trx: Kysely<Tables>,
  dictionaries: Dictionaries,
  locks: EngineLocks,
  rowsOf: RowsOf = scanRows,
): StoreWrites {
  const rows = rowsOf(trx);
  return {
    codes: { ...codeReads(trx), ...codeWrites(trx, locks) },
    keys: { ...keyReads(trx), ...keyWrites(trx) },
    workspaces: { ...workspaceReads(trx), ...workspaceWrites(trx, locks) },
    changes: { ...changeReads(trx), ...changeWrites(trx, locks) },
    scans: { ...scanReads(trx, dictionaries, rows), ...scanWrites(trx, locks, rows) },
    nodes: nodeWrites(trx, locks),
    designs: { ...designReads(trx), ...designWrites(trx) },
    proofs: { ...proofReads(trx), ...proofWrites(trx) },
    logos: { ...logoReads(trx), ...logoWrites(trx) },
  };
}
