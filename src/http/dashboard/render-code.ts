import { type Code, statusAt } from '../../core/codes/code.ts';
import { encodedTextOf, shortUrlOf } from '../../core/codes/links.ts';
import { type CountedCode, countScans } from '../../core/codes/list.ts';
import { currentTargetOf } from '../../core/content/registry.ts';
import type { Core } from '../../core/core.ts';
import type { WireCode } from './wire-codes.ts';

export function renderCode(core: Core, { code, scanCount }: CountedCode): WireCode {
  const { settings, clock } = core;
  const { suspendedAt, suspendedReason } = code;
  return {
    id: code.id,
    slug: code.slug,
    shortUrl: shortUrlOf(settings, code.slug),
    picture: pictureOf(core, code),
    type: code.type,
    name: code.name,
    destination: currentTargetOf(code, settings.content),
    content: code.content,
    status: statusAt(code, clock.now()),
    suspended: suspendedAt === null ? null : { at: suspendedAt, reason: suspendedReason ?? '' },
    tags: code.tags,
    folderId: code.folderId,
    expiresAt: code.expiresAt,
    createdAt: code.createdAt,
    updatedAt: code.updatedAt,
    trashedAt: code.trashedAt,
    scans: scanCount,
    designVersion: code.designVersion,
  };
}

/** A code that was just read or saved, with its scans. */
export async function renderCounted(core: Core, code: Code): Promise<WireCode> {
  const [counted = { code, scanCount: 0 }] = await countScans(core, [code], 'scans');
  return renderCode(core, counted);
}

/** Path of the code's picture. `v` changes with what is drawn, so that no browser shows an older picture: the design, and what is encoded. */
export function pictureOf({ settings }: Core, code: Code): string {
  const isLink = encodedTextOf(settings, code) === shortUrlOf(settings, code.slug);
  const version = isLink ? `${code.designVersion}` : `${code.designVersion}.${code.updatedAt}`;
  return `/img/${code.slug}.svg?v=${version}`;
}
