import { requireOpenTargets } from '../blocking/block.ts';
import { findDefaultDesign } from '../brand/brand.ts';
import { imageTextOf, resolveContent } from '../content/registry.ts';
import type { ContentType, ResolvedContent } from '../content/types.ts';
import type { Core } from '../core.ts';
import { plainDesign } from '../designs/design.ts';
import { parseOutput } from '../designs/output.ts';
import { sourceOfDrawing } from '../designs/source.ts';
import { chooseTarget, compileLink, type Link } from '../routing/link.ts';
import type { Access } from '../workspaces/access.ts';
import { requirePermission } from '../workspaces/roles.ts';
import { newRow } from './create.ts';
import { shortUrlOf } from './links.ts';
import { isSlug } from './slug.ts';

/** What a phone is shown, made outside of core by what answers scans as well. */
export interface PhonePages {
  /** HTML that does nothing: no script runs in it, and no link in it leads anywhere. */
  page(link: Link, acceptLanguage: string): string;
  /** A vCard, with its name. */
  file(link: Link): { readonly name: string; readonly text: string };
}

export type Preview = Shown & {
  /** SVG of what would be printed; null while that is open, since the slug that is to come is not known. */
  readonly picture: string | null;
};

type Shown =
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
  const chosen = input.slug !== undefined && isSlug(input.slug) ? input.slug : null;
  const draft = { type, name: input.name?.trim() || undefined, resolved, design: null };
  const row = newRow(core, access, draft, chosen ?? 'preview');
  const saved = { ...row, num: 0, workspaceNum: access.workspace.num };
  const picture = await drawPreview(core, access, { type, resolved, slug: chosen });
  return { ...shownOf(compileLink(saved, rules), pages, language), picture };
}

function shownOf(link: Link, pages: PhonePages, language: string): Shown {
  const location = chooseTarget(link.action, previewAgent);
  if (location !== null) return { kind: 'redirect', location };
  if (link.action.do === 'vcard') return { kind: 'file', ...pages.file(link) };
  return { kind: 'page', html: pages.page(link, language) };
}

interface Drawable {
  readonly type: ContentType;
  readonly resolved: ResolvedContent;
  readonly slug: string | null;
}

async function drawPreview(
  core: Core,
  { workspace }: Access,
  { type, resolved, slug }: Drawable,
): Promise<string | null> {
  const text =
    imageTextOf(type, resolved.content) ?? (slug === null ? null : shortUrlOf(core.settings, slug));
  if (text === null) return null;
  const design = (await findDefaultDesign(core.store, workspace.id)) ?? plainDesign;
  const source = await sourceOfDrawing(core, workspace.id, { text, design });
  const output = parseOutput({ format: 'svg' }, (field) => field);
  const { bytes } = await core.images.render(source, output);
  return new TextDecoder().decode(bytes);
}
