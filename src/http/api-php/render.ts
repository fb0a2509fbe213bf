import { type Code, statusAt } from '../../core/codes/code.ts';
import { imageUrlOf, logoUrlOf, shortUrlOf } from '../../core/codes/links.ts';
import type { CountedCode } from '../../core/codes/list.ts';
import { currentTargetOf, imageTextOf } from '../../core/content/registry.ts';
import type { Core, Settings } from '../../core/core.ts';
import { qrTrackDeviceOf } from '../../core/scans/device.ts';
import { unpackFlags } from '../../core/scans/hit.ts';
import { timeOfScanId } from '../../core/scans/id.ts';
import type { ScanRow } from '../../core/scans/scan.ts';
import { renderSeconds } from '../shared/rfc3339.ts';

/** What this dialect has one string for: the target of a scan, or the payload that the image itself holds. */
function destinationOf(settings: Settings, code: Code): string | null {
  return currentTargetOf(code, settings.content) ?? imageTextOf(code.type, code.content);
}

function renderLinks(settings: Settings, code: Code) {
  return { short_url: shortUrlOf(settings, code.slug), qr_image_url: imageUrlOf(settings, code.slug) };
}

export function renderListed({ settings, clock }: Core, { code, scanCount }: CountedCode) {
  const status = statusAt(code, clock.now());
  return {
    uuid: code.id,
    type: code.type,
    destination: destinationOf(settings, code),
    scans: scanCount,
    created_at: renderSeconds(code.createdAt),
    logo: logoUrlOf(settings, code),
    label: code.name,
    slug: code.slug,
    ...renderLinks(settings, code),
    is_active: status === 'active',
    status,
  };
}

export function renderHead({ settings }: Pick<Core, 'settings'>, code: Code) {
  return { uuid: code.id, type: code.type, destination: destinationOf(settings, code) };
}

export function renderScan(row: ScanRow) {
  return {
    timestamp: renderSeconds(timeOfScanId(row.id)),
    city: row.city,
    country: row.country,
    device: qrTrackDeviceOf(row.os, row.device),
    os: row.os,
    browser: row.browser,
    referrer: row.referrer,
    status: unpackFlags(row.flags).outcome === 'answered' ? 'success' : 'blocked',
  };
}

export function renderCreated({ settings }: Core, code: Code) {
  const links = renderLinks(settings, code);
  return {
    uuid: code.id,
    ...links,
    status: 'created',
    tracking_url: links.short_url,
    image_url_png: links.qr_image_url,
  };
}

export function renderUpdated({ settings }: Core, code: Code) {
  return {
    status: 'updated',
    ...renderHead({ settings }, code),
    label: code.name,
    ...renderLinks(settings, code),
  };
}
