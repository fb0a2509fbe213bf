import { z } from 'zod';
import { parseBySchema } from '../../core/content/problems.ts';
import type { Core } from '../../core/core.ts';
import { AppError } from '../../core/errors.ts';
import { expiryField } from '../../core/expiry.ts';
import { createReport, listReports, revokeReport } from '../../core/reports/links.ts';
import { chooseRange, countReport } from '../../core/reports/numbers.ts';
import { dayChoices, getReport, noteSeen, requireReportPassword } from '../../core/reports/open.ts';
import type { ReportLink } from '../../core/reports/report-link.ts';
import { updateReport } from '../../core/reports/update.ts';
import type { Call } from './auth/create.ts';
import { renderReport, renderReportLink } from './render-report.ts';
import type { DashboardDeps, RoutesOf } from './route.ts';
import type { ReportWire } from './wire-stats.ts';

const setText = z.string().max(255).optional();
// A longer password than any real one, so that nobody has long ones hashed.
const password = z.string().max(1_000);

const newBody = z.strictObject({
  title: z.unknown(),
  set: z.strictObject({ code: setText, tag: setText, folder: setText }),
  days: z.unknown(),
  password: password.optional(),
  expiresAt: expiryField,
});
const editBody = z.strictObject({
  title: z.unknown().optional(),
  days: z.unknown().optional(),
  password: password.nullish(),
  expiresAt: expiryField.optional(),
});
const openBody = z.strictObject({ password });
const numbersQuery = z.object({
  days: z
    .string()
    .regex(/^\d{1,3}$/, 'must be a whole number')
    .transform(Number)
    .optional(),
  tz: z.string().max(100).optional(),
});

export const reportRoutes: RoutesOf<keyof ReportWire> = {
  'GET /w/:workspace/reports': {
    need: 'codes:read',
    handle: async (core, { access }) => (await listReports(core, access)).map(renderReportLink),
  },
  'POST /w/:workspace/reports': {
    need: 'codes:write',
    once: 'shown',
    async handle(core, { access, body, c }) {
      const input = { ...parseBySchema(newBody, body), once: c.var.claim };
      const { url, ...made } = await createReport(core, access, input);
      return { report: renderReportLink(made), url };
    },
  },
  'PATCH /w/:workspace/reports/:report': {
    need: 'codes:write',
    async handle(core, { access, params, body }) {
      const edit = parseBySchema(editBody, body);
      return renderReportLink(await updateReport(core, access, params.report, edit));
    },
  },
  'DELETE /w/:workspace/reports/:report': {
    need: 'codes:write',
    async handle(core, { access, params }) {
      await revokeReport(core, access, params.report);
      return {};
    },
  },
  'GET /reports/:token': {
    need: 'anyone',
    async handle(core, { c, deps, params }) {
      const link = await followLink(core, deps, c, params.token);
      return { title: link.title, needsPassword: link.passwordHash !== null, days: dayChoices(link) };
    },
  },
  'POST /reports/:token/open': {
    need: 'anyone',
    async handle(core, { c, deps, params, body }) {
      const given = parseBySchema(openBody, body).password;
      const link = await followLink(core, deps, c, params.token);
      const { tries, reportPasses } = deps.auth;
      const counts = [
        { name: 'reportByAddress', scope: tries.addressOf(c) },
        { name: 'reportByStrangers', scope: link.id },
      ] as const;
      await tries.during(counts, () => requireReportPassword(core, link, given));
      return { pass: reportPasses.issue(link) };
    },
  },
  'GET /reports/:token/numbers': {
    need: 'anyone',
    async handle(core, { c, deps, params, query }) {
      const { days, tz: zone } = parseBySchema(numbersQuery, query);
      const link = await followLink(core, deps, c, params.token);
      if (!deps.auth.reportPasses.isGood(link, c.req.header('Quietzone-Report-Pass')))
        throw new AppError('forbidden', 'Open this report with its password first.');
      const range = chooseRange(link, { days, zone });
      const json = await deps.reportNumbers.get(link, range, async () => {
        await deps.auth.tries.take([{ name: 'numbersByReport', scope: link.id }]);
        return renderReport(core.settings, await countReport(core, link, range));
      });
      await noteSeen(core, link);
      return json;
    },
  },
};

/** Whoever follows links that lead nowhere, one after the other, is slowed down. */
function followLink(core: Core, deps: DashboardDeps, c: Call, token: string): Promise<ReportLink> {
  const { tries } = deps.auth;
  const counts = [{ name: 'linkByAddress', scope: tries.addressOf(c) }] as const;
  return tries.during(counts, () => getReport(core, token));
}
