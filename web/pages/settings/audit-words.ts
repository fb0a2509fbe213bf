import type { JsonObject, JsonValue } from '../../../src/http/dashboard/wire-codes.ts';
import type { Change } from '../../../src/http/dashboard/wire-people.ts';

type Act = 'made' | 'changed' | 'removed';

/** The sentence of each act on each object, in the words of `settings`. */
export const actWords = {
  code: { made: 'auditCodeMade', changed: 'auditCodeChanged', removed: 'auditCodeRemoved' },
  key: { made: 'auditKeyMade', changed: 'auditKeyChanged', removed: 'auditKeyRemoved' },
  workspace: {
    made: 'auditWorkspaceMade',
    changed: 'auditWorkspaceChanged',
    removed: 'auditWorkspaceRemoved',
  },
  user: { made: 'auditUserMade', changed: 'auditUserChanged', removed: 'auditUserRemoved' },
  member: { made: 'auditMemberMade', changed: 'auditMemberChanged', removed: 'auditMemberRemoved' },
  invitation: {
    made: 'auditInvitationMade',
    changed: 'auditInvitationChanged',
    removed: 'auditInvitationRemoved',
  },
  logo: { made: 'auditLogoMade', changed: 'auditLogoChanged', removed: 'auditLogoRemoved' },
  brand: { made: 'auditBrandMade', changed: 'auditBrandChanged', removed: 'auditBrandRemoved' },
  folder: { made: 'auditFolderMade', changed: 'auditFolderChanged', removed: 'auditFolderRemoved' },
  blocked_host: {
    made: 'auditBlockedHostMade',
    changed: 'auditBlockedHostChanged',
    removed: 'auditBlockedHostRemoved',
  },
  report: { made: 'auditReportMade', changed: 'auditReportChanged', removed: 'auditReportRemoved' },
} as const satisfies Readonly<Record<Change['object'], Readonly<Record<Act, string>>>>;

/** What each object is called where one is chosen. */
export const objectWords = {
  code: 'objectCode',
  key: 'objectKey',
  workspace: 'objectWorkspace',
  user: 'objectUser',
  member: 'objectMember',
  invitation: 'objectInvitation',
  logo: 'objectLogo',
  brand: 'objectBrand',
  folder: 'objectFolder',
  blocked_host: 'objectBlockedHost',
  report: 'objectReport',
} as const satisfies Readonly<Record<Change['object'], string>>;

/** What a change of one field means, where that says more than "changed". */
const moves = [
  { object: 'code', field: 'trashed_at', to: (value) => value !== null, words: 'auditCodeTrashed' },
  { object: 'code', field: 'trashed_at', to: (value) => value === null, words: 'auditCodeRestored' },
  { object: 'code', field: 'status', to: (value) => value === 'paused', words: 'auditCodePaused' },
  { object: 'code', field: 'status', to: (value) => value === 'active', words: 'auditCodeActivated' },
  { object: 'code', field: 'destination', to: () => true, words: 'auditCodeDestination' },
  { object: 'code', field: 'design', to: () => true, words: 'auditCodeDesign' },
  { object: 'code', field: 'suspended_at', to: (value) => value !== null, words: 'auditCodeSuspended' },
  { object: 'code', field: 'suspended_at', to: (value) => value === null, words: 'auditCodeLifted' },
  { object: 'workspace', field: 'plan', to: () => true, words: 'auditWorkspacePlan' },
  { object: 'workspace', field: 'lockedAt', to: (value) => value !== null, words: 'auditWorkspaceLocked' },
  { object: 'workspace', field: 'lockedAt', to: (value) => value === null, words: 'auditWorkspaceUnlocked' },
  { object: 'workspace', field: 'name', to: () => true, words: 'auditWorkspaceRenamed' },
  { object: 'member', field: 'role', to: () => true, words: 'auditMemberRole' },
] as const satisfies readonly {
  readonly object: Change['object'];
  readonly field: string;
  to(value: JsonValue | undefined): boolean;
  readonly words: string;
}[];

type ActWords = (typeof actWords)[keyof typeof actWords];
export type AuditWords =
  | ActWords[keyof ActWords]
  | (typeof moves)[number]['words']
  | 'auditMemberJoined'
  | 'auditMemberLeft';

/** The sentence that tells a change best. */
export function auditWords(change: Change): AuditWords {
  const { object, objectId, actor, before, after } = change;
  if (object === 'member' && actor.id === objectId) {
    if (before === null) return 'auditMemberJoined';
    if (after === null) return 'auditMemberLeft';
  }
  const words: Readonly<Record<Act, AuditWords>> = actWords[object];
  if (before === null) return words.made;
  if (after === null) return words.removed;
  const fields = changedFields(change);
  const move = moves.find(
    (one) =>
      one.object === object && fields.some(({ name }) => name === one.field) && one.to(after[one.field]),
  );
  return move?.words ?? words.changed;
}

/** What the thing is called: its name, or what it has in place of one. */
export function auditName(
  { object, before, after, objectId }: Change,
  people: ReadonlyMap<string, string>,
): string {
  const kept: JsonObject = { ...before, ...after };
  const named = [kept.name, kept.email, kept.slug, kept.host, kept.prefix].find(
    (text) => typeof text === 'string' && text !== '',
  );
  if (typeof named === 'string') return named;
  if (object === 'blocked_host') return objectId;
  const user = typeof kept.user === 'string' ? kept.user : objectId;
  return people.get(user) ?? people.get(objectId) ?? user.slice(0, 8);
}

export interface ChangedField {
  readonly name: string;
  /** Undefined: there was none. */
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** Ids that mean nothing to a reader, and the tag of a report, which is the name of what it is of. */
const unread: Readonly<Record<string, true>> = { invitation: true, codeId: true, folderId: true, tag: true };

/** The fields that are not the same before and after; of what was made or removed all that say something. */
export function changedFields({ before, after }: Change): readonly ChangedField[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names]
    .filter((name) => !(name in unread))
    .map((name) => ({ name, before: before?.[name], after: after?.[name] }))
    .filter((field) => !isSame(field.before ?? null, field.after ?? null));
}

/** Whether two values are alike, in whatever order their fields stand. */
function isSame(one: JsonValue, other: JsonValue): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  const [a, b] = [one as JsonObject, other as JsonObject];
  return [...keys].every((key) => isSame(a[key] ?? null, b[key] ?? null));
}
