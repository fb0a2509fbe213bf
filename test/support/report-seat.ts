import { createCode } from '../../src/core/codes/create.ts';
import type { Core } from '../../src/core/core.ts';
import { createFolder } from '../../src/core/folders/folders.ts';
import { getAccess } from '../../src/core/workspaces/access.ts';
import type { WireNewReportLink } from '../../src/http/dashboard/wire-stats.ts';
import { openQuickDashboard } from './dashboard.ts';
import type { HandClock } from './store.ts';

export const password = 'open sesame';

/** A workspace with a code that is tagged and in a folder, and its owner in a browser who makes links. */
export async function sit(parts: Partial<Core> = {}) {
  const dashboard = await openQuickDashboard({}, parts);
  const { core } = dashboard;
  const { workspace, owner } = await dashboard.workspace();
  const access = await getAccess(core, owner, workspace.slug);
  const input = { type: 'url', name: 'Menu', tags: ['hall'], destination: 'https://example.com/' } as const;
  const folder = await createFolder(core, access, { name: 'Summer' });
  const code = await createCode(core, access, { ...input, folderId: folder.id });
  const browser = await dashboard.browserOf(owner);
  const params = { workspace: workspace.slug };
  const make = async (changes: Partial<WireNewReportLink> = {}) => {
    const body = { title: 'For the fair', set: {}, days: 30, expiresAt: null, ...changes };
    const { report, url } = await browser.get('POST /w/:workspace/reports', { params, body });
    return { report, url, token: url.slice(url.lastIndexOf('/') + 1) };
  };
  const clock = core.clock as HandClock;
  return { ...dashboard, workspace, owner, access, folder, code, browser, params, make, clock };
}

export type Seat = Awaited<ReturnType<typeof sit>>;

export const passed = (pass?: string): Record<string, string> =>
  pass === undefined ? {} : { 'Quietzone-Report-Pass': pass };
