import { requireOpenTargets } from '../blocking/block.ts';
import { defaultNameOf, resolveContent } from '../content/registry.ts';
import type { ContentType, ResolvedContent } from '../content/types.ts';
import type { Core } from '../core.ts';
import { chooseTarget, compileLink, type Link } from '../routing/link.ts';
import type { Access } from '../workspaces/access.ts';
import { requirePermission } from '../workspaces/roles.ts';
import type { LinkCode } from './code.ts';
import { isSlug } from './slug.ts';

/** What a phone is shown, made outside of core by what answers scans as well. */
export interface PhonePages {
  /** HTML that does nothing: no script runs in it, and no link in it leads anywhere. */
  page(link: Link, acceptLanguage: string): string;
  /** A vCard, with its name. */
  file(link: Link): { readonly name: string; readonly text: string };
}

export type Preview =
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'file'; readonly name: string; readonly text: string };

export interface PreviewInput {
  readonly type: ContentType;
  readonly name?: string | undefined;
  readonly destination?: unknown;
  readonly content?: unknown;
  readonly slug?: string | undefined;
  /** As in `Accept-Language`. */
  readonly language: string;
}

/** Where a code leads differently by system, it is shown as this phone gets it. */
export const previewAgent =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

/** What a scan of such a code would give, checked as if it were to be made; nothing is kept. */
export async function previewCode(
  core: Core,
  access: Access,
  pages: PhonePages,
  input: PreviewInput,
): Promise<Preview> {
  requirePermission(access, 'codes:read');
  const { type, language } = input;
  const rules = core.settings.content;
  const resolved = resolveContent(type, input, rules);
  await requireOpenTargets(core.store, type, resolved, rules);
  const name = input.name?.trim() || defaultNameOf(type, resolved.destination);
  const slug = input.slug !== undefined && isSlug(input.slug) ? input.slug : 'preview';
  const link = compileLink({ ...unsaved(core, access), ...resolved, type, name, slug }, rules);
  const location = chooseTarget(link.action, previewAgent);
  if (location !== null) return { kind: 'redirect', location };
  if (link.action.do === 'vcard') return { kind: 'file', ...pages.file(link) };
  return { kind: 'page', html: pages.page(link, language) };
}

/** What a code has before anybody has set anything. */
function unsaved(
  core: Core,
  { workspace }: Access,
): Omit<LinkCode, 'type' | 'name' | 'slug' | keyof ResolvedContent> {
  const at = core.clock.now();
  return {
    ...{
      id: core.random.uuid(),
      num: 0,
      workspaceId: workspace.id,
      workspaceNum: workspace.num,
      domainId: 1,
    },
    ...{ tags: [], folderId: null, expiresAt: null, createdBy: null },
    ...{ createdAt: at, updatedAt: at, trashedAt: null, suspendedAt: null, suspendedReason: null },
    status: 'active',
  };
}
