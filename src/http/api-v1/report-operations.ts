import type { z } from '@hono/zod-openapi';
import { parseBySchema } from '../../core/content/problems.ts';
import { createReport, type ListedReport, listReports, revokeReport } from '../../core/reports/links.ts';
import { namedSetOf } from '../../core/reports/report-link.ts';
import { updateReport } from '../../core/reports/update.ts';
import { Turns } from '../../core/turns.ts';
import { renderTime } from '../shared/rfc3339.ts';
import type { Operation } from './operations.ts';
import { reportBody, reportEditBody, type reportSchema } from './report-schemas.ts';

export const getReports: Operation = async (core, c) => {
  return c.json({ data: (await listReports(core, c.var.access)).map(renderReport) });
};

/** A password takes a large part of a second to hash, and all who sign in wait in the same queue. */
const turns = new Turns({ atOnce: 1, waitingMax: 4 });

export const postReport: Operation = async (core, c) => {
  const { access } = c.var;
  const { expires_at: expiresAt = null, ...input } = parseBySchema(reportBody, c.var.body);
  const make = () => createReport(core, access, { ...input, expiresAt, once: c.var.claim }, 'expires_at');
  const { url, ...made } = await turns.run(access.workspace.id, make);
  return c.json({ ...renderReport(made), url }, 201);
};

export const patchReport: Operation = async (core, c) => {
  const { access } = c.var;
  const { expires_at: expiresAt, ...input } = parseBySchema(reportEditBody, c.var.body);
  const edit = { ...input, expiresAt };
  const make = () => updateReport(core, access, c.req.param('id') ?? '', edit, 'expires_at');
  const isHashed = typeof edit.password === 'string';
  return c.json(renderReport(await (isHashed ? turns.run(access.workspace.id, make) : make())));
};

export const deleteReport: Operation = async (core, c) => {
  const id = (c.req.param('id') ?? '').toLowerCase();
  await revokeReport(core, c.var.access, id);
  return c.json({ success: true, id });
};

function renderReport({ link, setName }: ListedReport): z.infer<typeof reportSchema> {
  const timeOf = (ms: number | null) => (ms === null ? null : renderTime(ms));
  return {
    ...{ id: link.id, title: link.title, set: namedSetOf(link.set), set_name: setName, days: link.days },
    has_password: link.passwordHash !== null,
    ...{ created_at: renderTime(link.createdAt), created_by: link.createdByName },
    ...{
      expires_at: timeOf(link.expiresAt),
      revoked_at: timeOf(link.revokedAt),
      seen_at: timeOf(link.seenAt),
    },
  };
}
