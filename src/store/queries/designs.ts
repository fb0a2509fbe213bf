import { type Kysely, type Selectable, sql } from 'kysely';
import type { Design } from '../../core/designs/design.ts';
import type { ProofReport } from '../../core/designs/proof.ts';
import type {
  DesignReads,
  DesignWrites,
  LogoReads,
  LogoWrites,
  ProofReads,
  ProofWrites,
} from '../../core/designs/store-port.ts';
import type { DesignVersion, Logo, StoredProof } from '../../core/designs/stored.ts';
import type { DesignTable, LogoTable, ProofTable, Tables } from '../schema.ts';
import { inChunks } from './chunks.ts';
import { filtered } from './codes.ts';

export function designReads(db: Kysely<Tables>): DesignReads {
  const ofCode = (num: number) => db.selectFrom('designs').where('code_num', '=', num);
  return {
    async list(codeNum, offset, limit) {
      const query = ofCode(codeNum).selectAll().orderBy('version', 'desc').limit(limit).offset(offset);
      return (await query.execute()).map(toVersion);
    },
    async count(codeNum) {
      const query = ofCode(codeNum).select((eb) => eb.fn.countAll<number>().as('rows'));
      return (await query.executeTakeFirstOrThrow()).rows;
    },
    async find(codeNum, version) {
      const row = await ofCode(codeNum).selectAll().where('version', '=', version).executeTakeFirst();
      return row && toVersion(row);
    },
  };
}

export function designWrites(db: Kysely<Tables>): DesignWrites {
  return {
    async append(codeNum, version) {
      await db
        .insertInto('designs')
        .values(toVersionRow({ ...version, codeNum }))
        .execute();
    },
    async appendMany(versions) {
      if (versions.length > 0) await db.insertInto('designs').values(versions.map(toVersionRow)).execute();
    },
  };
}

export function proofReads(db: Kysely<Tables>): ProofReads {
  const ofCode = (num: number) =>
    db.selectFrom('proofs').selectAll().where('code_num', '=', num).orderBy('at', 'desc').orderBy('profile');
  return {
    async list(codeNum, version) {
      return (await ofCode(codeNum).where('version', '=', version).execute()).map(toProof);
    },
    async findLast(codeNum) {
      const row = await ofCode(codeNum).orderBy('version', 'desc').limit(1).executeTakeFirst();
      return row && toProof(row);
    },
    async listUnprovedLinks(workspaceId, filter, linkStart) {
      const link = sql`cast(${linkStart} as text) || codes.slug`;
      const rows = await filtered(db, workspaceId, filter)
        .select('num')
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('proofs')
                .select('proofs.at')
                .whereRef('proofs.code_num', '=', 'codes.num')
                .whereRef('proofs.version', '=', 'codes.design_version')
                .where(
                  'proofs.text_hash',
                  '=',
                  sql<string>`encode(sha256(convert_to(${link}, 'UTF8')), 'hex')`,
                ),
            ),
          ),
        )
        .execute();
      return rows.map(({ num }) => num);
    },
    listOfPresentDesigns: (codeNums) =>
      inChunks(codeNums, (chunk) =>
        db
          .selectFrom('codes')
          .innerJoin('proofs', (join) =>
            join
              .onRef('proofs.code_num', '=', 'codes.num')
              .onRef('proofs.version', '=', 'codes.design_version'),
          )
          .select(['proofs.code_num as codeNum', 'proofs.text_hash as textHash'])
          .where('codes.num', 'in', chunk)
          .execute(),
      ),
  };
}

export function proofWrites(db: Kysely<Tables>): ProofWrites {
  return {
    async save(codeNum, { version, profile, textHash, report, at }) {
      const columns = { text_hash: textHash, report: JSON.stringify(report), at };
      await db
        .insertInto('proofs')
        .values({ code_num: codeNum, version, profile, ...columns })
        .onConflict((conflict) => conflict.columns(['code_num', 'version', 'profile']).doUpdateSet(columns))
        .execute();
    },
  };
}

export function logoReads(db: Kysely<Tables>): LogoReads {
  const ofWorkspace = (id: string) => db.selectFrom('logos').selectAll().where('workspace_id', '=', id);
  return {
    async find(workspaceId, id) {
      const row = await ofWorkspace(workspaceId).where('id', '=', id).executeTakeFirst();
      return row && toLogo(row);
    },
    async findImage(workspaceId, id) {
      const row = await db
        .selectFrom('logos')
        .innerJoin('logo_pictures as picture', (join) =>
          join.onRef('picture.workspace_id', '=', 'logos.workspace_id').onRef('picture.id', '=', 'logos.id'),
        )
        .select(['logos.width', 'logos.height', 'picture.png'])
        .where('logos.workspace_id', '=', workspaceId)
        .where('logos.id', '=', id)
        .executeTakeFirst();
      // Engines give bytes of their own kind, which may lie in a larger buffer.
      return row && { id, width: row.width, height: row.height, png: Uint8Array.from(row.png) };
    },
    async list(workspaceId) {
      const rows = await ofWorkspace(workspaceId).orderBy('created_at', 'desc').orderBy('id').execute();
      return rows.map(toLogo);
    },
  };
}

export function logoWrites(db: Kysely<Tables>): LogoWrites {
  return {
    async insert(workspaceId, { id, name, width, height, createdAt }, png) {
      const row = { workspace_id: workspaceId, id, name, width, height, created_at: createdAt };
      const added = await db
        .insertInto('logos')
        .values(row)
        .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
        .returning('id')
        .executeTakeFirst();
      if (added === undefined) return false;
      await db.insertInto('logo_pictures').values({ workspace_id: workspaceId, id, png }).execute();
      return true;
    },
    async delete(workspaceId, id) {
      for (const table of ['logo_pictures', 'logos'] as const)
        await db.deleteFrom(table).where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
    },
  };
}

export async function deleteDesignsOf(db: Kysely<Tables>, codeNums: readonly number[]): Promise<void> {
  for (const table of ['designs', 'proofs'] as const)
    await db.deleteFrom(table).where('code_num', 'in', codeNums).execute();
}

export function renderDesign(design: Design | null): string | null {
  return design === null ? null : JSON.stringify(design);
}

/** Only for text that `renderDesign` wrote. */
export function parseDesignText(text: string | null): Design | null {
  return text === null ? null : (JSON.parse(text) as Design);
}

function toVersionRow({
  codeNum,
  version,
  design,
  actor,
  at,
}: DesignVersion & { readonly codeNum: number }): DesignTable {
  const who = { actor_kind: actor.kind, actor_id: actor.id, actor_name: actor.name };
  return { code_num: codeNum, version, design: renderDesign(design), ...who, at };
}

function toVersion(row: Selectable<DesignTable>): DesignVersion {
  return {
    version: row.version,
    design: parseDesignText(row.design),
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    at: row.at,
  };
}

function toProof(row: Selectable<ProofTable>): StoredProof {
  return {
    version: row.version,
    profile: row.profile,
    textHash: row.text_hash,
    report: JSON.parse(row.report) as ProofReport,
    at: row.at,
  };
}

function toLogo(row: Selectable<LogoTable>): Logo {
  return {
    id: row.id,
    name: row.name,
    width: row.width,
    height: row.height,
    createdAt: row.created_at,
  };
}
