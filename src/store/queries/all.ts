import type { Kysely } from 'kysely';
import type { StoreReads, StoreWrites } from '../../core/store.ts';
import type { Tables } from '../schema.ts';
import { accountReads, accountWrites } from './accounts.ts';
import { blockingReads, blockingWrites } from './blocking.ts';
import { brandReads, brandWrites } from './brands.ts';
import { changeReads, changeWrites } from './changes.ts';
import { codeBatchReads, codeBatchWrites } from './code-batches.ts';
import { codeListReads, codeListWrites } from './code-lists.ts';
import { codeReads, codeWrites } from './codes.ts';
import { designReads, designWrites, logoReads, logoWrites, proofReads, proofWrites } from './designs.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { EngineLocks } from './engine-locks.ts';
import { folderReads, folderWrites } from './folders.ts';
import { instanceReads } from './instance.ts';
import { invitationReads, invitationWrites } from './invitations.ts';
import { keyReads, keyWrites } from './keys.ts';
import { nodeWrites } from './nodes.ts';
import { onceWrites } from './once.ts';
import { reportReads, reportWrites } from './reports.ts';
import { requestReads, requestWrites } from './requests.ts';
import { type ScanRows, scanRows } from './scan-rows.ts';
import { scanReads, scanWrites } from './scans.ts';
import { slugReads } from './slugs.ts';
import { workspaceReads, workspaceWrites } from './workspaces.ts';

/** Where the single hits are, in a transaction or outside of one. */
export type RowsOf = (db: Kysely<Tables>) => ScanRows;

export function allReads(
  db: Kysely<Tables>,
  dictionaries: Dictionaries,
  rowsOf: RowsOf = scanRows,
): StoreReads {
  return {
    codes: { ...codeReads(db), ...codeBatchReads(db), ...codeListReads(db) },
    folders: folderReads(db),
    slugs: slugReads(db),
    keys: keyReads(db),
    requests: requestReads(db),
    reports: reportReads(db),
    workspaces: workspaceReads(db),
    invitations: invitationReads(db),
    changes: changeReads(db),
    scans: scanReads(db, dictionaries, rowsOf(db)),
    designs: designReads(db),
    proofs: proofReads(db),
    logos: logoReads(db),
    brands: brandReads(db),
    blocking: blockingReads(db),
    instance: instanceReads(db),
    accounts: accountReads(db),
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
    codes: {
      ...codeReads(trx),
      ...codeBatchReads(trx),
      ...codeListReads(trx),
      ...codeWrites(trx),
      ...codeBatchWrites(trx, locks),
      ...codeListWrites(trx, locks),
    },
    folders: { ...folderReads(trx), ...folderWrites(trx) },
    slugs: slugReads(trx),
    keys: { ...keyReads(trx), ...keyWrites(trx) },
    requests: { ...requestReads(trx), ...requestWrites(trx) },
    reports: { ...reportReads(trx), ...reportWrites(trx) },
    once: onceWrites(trx),
    workspaces: { ...workspaceReads(trx), ...workspaceWrites(trx, locks) },
    invitations: { ...invitationReads(trx), ...invitationWrites(trx) },
    changes: { ...changeReads(trx), ...changeWrites(trx, locks) },
    scans: { ...scanReads(trx, dictionaries, rows), ...scanWrites(trx, locks, rows) },
    nodes: nodeWrites(trx, locks),
    designs: { ...designReads(trx), ...designWrites(trx) },
    proofs: { ...proofReads(trx), ...proofWrites(trx) },
    logos: { ...logoReads(trx), ...logoWrites(trx) },
    brands: { ...brandReads(trx), ...brandWrites(trx) },
    blocking: { ...blockingReads(trx), ...blockingWrites(trx) },
    instance: instanceReads(trx),
    accounts: { ...accountReads(trx), ...accountWrites(trx) },
  };
}
