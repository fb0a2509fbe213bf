import type { Generated } from 'kysely';
import type { Actor, ChangedObject } from '../core/changes/change.ts';
import type { CodeStatus } from '../core/codes/code.ts';
import type { ContentType } from '../core/content/types.ts';
import type { ProofProfile } from '../core/designs/proof.ts';
import type { Dialect } from '../core/keys/key.ts';
import type { PlanName } from '../core/limits/plans.ts';
import type { Role } from '../core/workspaces/roles.ts';
import type { User } from '../core/workspaces/workspace.ts';

/**
 * Stands with the row's id for a user agent that was forgotten, so that strings stay unique. No string that is stored
 * begins with it (see `storable` of the sinks), nor does any header of HTTP (RFC 9110, 5.5).
 */
export const forgottenMark = '\u0001';

/**
 * The tables of both engines. Times are UTC ms, JSON is text, ids are UUIDs as text and `num` the small numbers
 * that scans refer to. What each table is for stands in the migration that makes it.
 */
export interface Tables {
  users: UserTable;
  workspaces: WorkspaceTable;
  members: MemberTable;
  invitations: InvitationTable;
  api_keys: KeyTable;
  key_requests: KeyRequestTable;
  idempotent_answers: OnceTable;
  domains: { id: Generated<number>; host: string | null };
  codes: CodeTable;
  designs: DesignTable;
  proofs: ProofTable;
  logos: LogoTable;
  logo_pictures: { workspace_id: string; id: string; png: Uint8Array };
  brands: BrandTable;
  report_links: ReportLinkTable;
  folders: FolderTable;
  code_tags: { workspace_id: string; tag: string; code_num: number };
  scans: ScanTable;
  geo_dict: { id: number; country: string; region: string; city: string };
  ua_dict: {
    id: number;
    string: string;
    device: string;
    os: string;
    browser: string;
    last_day: Generated<number>;
  };
  ref_dict: { id: number; host: string };
  code_totals: { code_num: number; class: number; hits: number };
  workspace_months: { workspace_num: number; month: string; scans: number };
  packs: { id: number; erased_days: number; marginals: Uint8Array; hours: Uint8Array; detail: Uint8Array };
  pack_months: { month: number; version: number };
  sealing: SealingTable;
  late_hits: { code_num: number; id: number };
  drains: { spool: string; batch: string; at: number };
  erasures: { code_num: number; at: number };
  changes: ChangeTable;
  visitor_salts: { day: string; salt: string };
  nodes: { node: number; holder: string; leased_until: number };
  instance_secrets: { name: string; secret: string };
  blocked_hosts: { host: string; reason: string; created_at: number };
  rate_counters: { scope: string; minute: number; count: number };
  tries: { scope: string; full_at: number };
  schema_version: { version: number; name: string; at: number };
}

export interface UserTable {
  id: string;
  email: string;
  name: string;
  created_at: number;
  is_operator: number;
  disabled_at: number | null;
  language: User['language'];
  theme: User['theme'];
  email_verified: Generated<number>;
}

export interface WorkspaceTable {
  num: Generated<number>;
  id: string;
  name: string;
  slug: string;
  plan: PlanName;
  locked_at: number | null;
  deleted_at: number | null;
  created_at: number;
}

export interface MemberTable {
  workspace_id: string;
  user_id: string;
  role: Role;
  created_at: number;
}

export interface BrandTable {
  workspace_id: string;
  colors: string;
  logo_id: string | null;
  design: string | null;
  updated_at: number;
}

export interface ReportLinkTable {
  id: string;
  workspace_id: string;
  title: string;
  code_id: string | null;
  tag: string | null;
  folder_id: string | null;
  days: number;
  token_hash: string;
  password_hash: string | null;
  created_by: string | null;
  created_by_name: string;
  created_at: number;
  expires_at: number | null;
  revoked_at: number | null;
  seen_at: number | null;
}

export interface InvitationTable {
  id: string;
  workspace_id: string;
  email: string;
  role: Role;
  hash: string;
  invited_by: string | null;
  invited_by_name: string;
  created_at: number;
  expires_at: number;
}

export interface KeyTable {
  id: string;
  hash: string;
  dialect: Dialect;
  workspace_id: string;
  user_id: string | null;
  name: string;
  prefix: string;
  created_at: number;
  last_used_at: number | null;
  expires_at: number | null;
  revoked_at: number | null;
  read_only: number;
}

export interface KeyRequestTable {
  key_id: string;
  id: string;
  at: number;
  method: string;
  path: string;
  status: number;
  ms: number;
  user_name: string | null;
}

export interface OnceTable {
  scope: string;
  key: string;
  request: string;
  claim: string;
  made_at: number;
  claimed_at: number;
  object_id: string | null;
  status: number | null;
  headers: string | null;
  body: string | null;
}

export interface CodeTable {
  num: Generated<number>;
  id: string;
  workspace_id: string;
  workspace_num: number;
  domain_id: number;
  slug: string;
  slug_folded: string;
  type: ContentType;
  name: string;
  destination: string | null;
  href: string | null;
  content: string | null;
  status: CodeStatus;
  tags: string;
  folder_id: string | null;
  design: string | null;
  design_version: Generated<number>;
  logo_id: string | null;
  expires_at: number | null;
  created_by: string | null;
  created_at: number;
  updated_at: number;
  trashed_at: number | null;
  suspended_at: number | null;
  suspended_reason: string | null;
  deleted_at: number | null;
  search_text: string;
  name_key: Generated<string>;
}

export interface DesignTable {
  code_num: number;
  version: number;
  design: string | null;
  actor_kind: Actor['kind'];
  actor_id: string | null;
  actor_name: string;
  at: number;
}

export interface ProofTable {
  code_num: number;
  version: number;
  profile: ProofProfile;
  text_hash: string;
  report: string;
  at: number;
}

export interface FolderTable {
  id: string;
  workspace_id: string;
  name: string;
  name_folded: string;
  created_at: number;
}

export interface LogoTable {
  workspace_id: string;
  id: string;
  name: string;
  width: number;
  height: number;
  created_at: number;
}

export interface ScanTable {
  code_num: number;
  id: number;
  geo: number;
  ua: number;
  ref: number;
  visitor: number;
  flags: number;
}

export interface SealingTable {
  id: number;
  closed_day: number;
  sealed_day: number;
  target_day: number;
  after_code: number;
  holder: string | null;
  leased_until: number;
}

export interface ChangeTable {
  seq: Generated<number>;
  workspace_id: string | null;
  actor_kind: Actor['kind'];
  actor_id: string | null;
  actor_name: string;
  object: ChangedObject;
  object_id: string;
  before: string | null;
  after: string | null;
  at: number;
}
