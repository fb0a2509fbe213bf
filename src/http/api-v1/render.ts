import type { z } from '@hono/zod-openapi';
import { statusAt } from '../../core/codes/code.ts';
import { imageUrlOf, shortUrlOf } from '../../core/codes/links.ts';
import type { CountedCode } from '../../core/codes/list.ts';
import { currentTargetOf } from '../../core/content/registry.ts';
import type { Core } from '../../core/core.ts';
import { type DeviceKind, deviceKinds } from '../../core/scans/device.ts';
import { unpackFlags } from '../../core/scans/hit.ts';
import { timeOfScanId } from '../../core/scans/id.ts';
import type { ScanRow } from '../../core/scans/scan.ts';
import type { WorkspaceUsage } from '../../core/workspaces/usage.ts';
import type { Workspace } from '../../core/workspaces/workspace.ts';
import { renderTime } from '../shared/rfc3339.ts';
import type { codeSchema, paginationSchema, scanSchema, workspaceSchema } from './schemas.ts';

export function renderCode(
  { settings, clock }: Core,
  { code, scanCount }: CountedCode,
): z.infer<typeof codeSchema> {
  return {
    id: code.id,
    slug: code.slug,
    name: code.name,
    type: code.type,
    destination: currentTargetOf(code, settings.content),
    status: statusAt(code, clock.now()),
    created_at: renderTime(code.createdAt),
    updated_at: renderTime(code.updatedAt),
    short_url: shortUrlOf(settings, code.slug),
    image_url: imageUrlOf(settings, code.slug),
    scan_count: scanCount,
    tags: [...code.tags],
    folder_id: code.folderId,
    content: code.content,
    design: code.design,
    design_version: code.designVersion,
    expires_at: code.expiresAt === null ? null : renderTime(code.expiresAt),
    trashed_at: code.trashedAt === null ? null : renderTime(code.trashedAt),
  };
}

export function renderPagination(
  page: number,
  limit: number,
  total: number,
): z.infer<typeof paginationSchema> {
  return { page, limit, total, pages: Math.ceil(total / limit) };
}

/** @param all whether every stored hit is shown, with its facts */
export function renderScan(row: ScanRow, all: boolean): z.infer<typeof scanSchema> {
  const scan = {
    id: row.id,
    ts: renderTime(timeOfScanId(row.id)),
    country: row.country,
    city: row.city,
    device: isDeviceKind(row.device) ? row.device : 'unknown',
    os: row.os,
    browser: row.browser,
    referrer: row.referrer,
  } as const;
  return all ? { ...scan, ...unpackFlags(row.flags) } : scan;
}

function isDeviceKind(device: string): device is DeviceKind {
  return (deviceKinds as readonly string[]).includes(device);
}

export function renderWorkspace(
  workspace: Workspace,
  usage: WorkspaceUsage,
): z.infer<typeof workspaceSchema> {
  const { plan } = usage;
  return {
    id: workspace.id,
    name: workspace.name,
    slug: workspace.slug,
    plan: workspace.plan,
    limits: {
      codes: plan.codesMax,
      scans_per_month: plan.scansPerMonthMax,
      seats: plan.seatsMax,
      requests_per_minute: plan.requestsPerMinute === 0 ? null : plan.requestsPerMinute,
    },
    usage: { codes: usage.codes, scans_this_month: usage.scansThisMonth, seats: usage.seats },
    created_at: renderTime(workspace.createdAt),
  };
}

/** Absent where there is nothing to mind. */
export function renderWarnings(warnings: readonly string[]) {
  return warnings.length === 0 ? {} : { warnings };
}
