// Gives schemas what they need for the OpenAPI document: before any of core's is made.
import '@hono/zod-openapi';
import { expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import type { WireReportEdit } from '../../../src/http/dashboard/wire-stats.ts';
import { passed, password, type Seat, sit } from '../../support/report-seat.ts';
import { changesOf } from '../../support/store.ts';

const dayMs = 86_400_000;

const edit = ({ browser, params }: Seat, report: string, body: WireReportEdit) =>
  browser.ask('PATCH /w/:workspace/reports/:report', { params: { ...params, report }, body });

/** A pass for the password, as whoever knows it gets one. */
const open = ({ browser }: Seat, token: string, text: string) =>
  browser.ask('POST /reports/:token/open', { params: { token }, body: { password: text } });

const look = async ({ browser }: Seat, token: string, pass?: string) =>
  (await browser.ask('GET /reports/:token/numbers', { params: { token }, headers: passed(pass) })).status;

const logOf = async ({ core }: Seat) =>
  (await changesOf(core.store)).filter(({ object }) => object === 'report').slice(1);

test('title, range and expiry are said anew, what is not sent stays, and the address too', async () => {
  const seat = await sit();
  const { report, token } = await seat.make({ set: { tag: 'hall' }, password });
  const renamed = await edit(seat, report.id, { title: ' For the market ' });
  expect(renamed.body).toEqual({ ...report, title: 'For the market' });
  const expiresAt = seat.clock.at + dayMs;
  const edited = await edit(seat, report.id, { days: 7, expiresAt });
  expect(edited.body).toEqual({ ...renamed.body, days: 7, expiresAt });
  expect(await seat.browser.get('GET /w/:workspace/reports', seat)).toEqual([edited.body]);
  expect(await seat.browser.get('GET /reports/:token', { params: { token } })).toEqual({
    ...{ title: 'For the market', needsPassword: true, days: [7] },
  });
  expect(await logOf(seat)).toMatchObject([
    { actor: { id: seat.owner.id }, before: { name: 'For the fair' }, after: { name: 'For the market' } },
    { before: { days: 30, expiresAt: null }, after: { days: 7, expiresAt } },
  ]);
});

test('another password ends what the one before had opened, as none does', async () => {
  const seat = await sit();
  const { report, token } = await seat.make({ password });
  const { pass: first } = (await open(seat, token, password)).body;
  expect(await look(seat, token, first)).toBe(200);
  expect((await edit(seat, report.id, { password: 'another word' })).body.hasPassword).toBe(true);
  expect(await look(seat, token, first)).toBe(403);
  expect((await open(seat, token, password)).status).toBe(400);
  const { pass: second } = (await open(seat, token, 'another word')).body;
  expect(await look(seat, token, second)).toBe(200);
  expect((await edit(seat, report.id, { password: null })).body.hasPassword).toBe(false);
  expect(await look(seat, token)).toBe(200);
  await edit(seat, report.id, { password: 'another word' });
  // The same words are a new password: its hash is salted.
  expect(await look(seat, token, second)).toBe(403);
});

test('that a password was set stands in the log, and nothing by which it could be found', async () => {
  const seat = await sit();
  const { report } = await seat.make({ password });
  await edit(seat, report.id, { password: 'another word' });
  const { passwordHash } = (await seat.core.store.reports.find(seat.workspace.id, report.id))!;
  await edit(seat, report.id, { password: null });
  const log = await logOf(seat);
  expect(log).toMatchObject([
    { before: { hasPassword: true }, after: { hasPassword: true, passwordSetAt: seat.clock.at } },
    { before: { hasPassword: true }, after: { hasPassword: false } },
  ]);
  expect(log[1]!.after).not.toHaveProperty('passwordSetAt');
  for (const secret of ['another word', passwordHash!]) expect(JSON.stringify(log)).not.toContain(secret);
});

test('what is as it was leaves no trace', async () => {
  const seat = await sit();
  const { report } = await seat.make({ expiresAt: null });
  for (const body of [{}, { title: 'For the fair', days: 30, expiresAt: null, password: null }])
    expect((await edit(seat, report.id, body)).body).toEqual(report);
  expect(await logOf(seat)).toEqual([]);
});

test('what does not fit is refused by name, and nothing is changed', async () => {
  const seat = await sit();
  const { report } = await seat.make();
  const bad: readonly (readonly [string, object])[] = [
    ['title', { title: '  ' }],
    ['days', { days: 6 }],
    ['days', { days: null }],
    ['password', { password: 'seven77' }],
    ['expiresAt', { expiresAt: 1 }],
    ['set', { set: {} }],
  ];
  for (const [path, body] of bad) {
    const answer = await edit(seat, report.id, { days: 7, ...body });
    expect([answer.status, answer.body.details?.[0]?.path]).toEqual([400, path]);
  }
  expect(await seat.browser.get('GET /w/:workspace/reports', seat)).toEqual([report]);
});

test('one that has expired works again with a later end, within the 100 that may; a revoked one never', async () => {
  const seat = await sit();
  const { report, token } = await seat.make({ expiresAt: seat.clock.at + dayMs });
  seat.clock.at += dayMs;
  for (let n = 0; n < 100; n += 1) await seat.make();
  const later = { expiresAt: seat.clock.at + dayMs };
  const full = await edit(seat, report.id, later);
  expect([full.status, full.body.code]).toEqual([403, 'plan_limit_reached']);
  expect((await edit(seat, report.id, { title: 'Old' })).status).toBe(200);
  const [another] = await seat.browser.get('GET /w/:workspace/reports', seat);
  const params = { ...seat.params, report: another!.id };
  await seat.browser.get('DELETE /w/:workspace/reports/:report', { params });
  expect((await edit(seat, report.id, later)).status).toBe(200);
  expect(await look(seat, token)).toBe(200);
  const refused = await edit(seat, another!.id, { title: 'Again' });
  expect([refused.status, refused.body.code]).toEqual([400, 'validation_error']);
}, 30_000);

test('a link of another workspace looks like none, and what is refused costs no hash', async () => {
  const hashed: string[] = [];
  const hash = async (text: string) => {
    hashed.push(text);
    throw new AppError('unavailable', 'Passwords wait in a queue');
  };
  const seat = await sit({ passwords: { hasRoom: () => true, hash, verify: async () => false } });
  const other = await sit();
  const [own, theirs] = [await seat.make(), await other.make()];
  const nobody = '019f0000-0000-7000-8000-000000000000';
  const answers = [];
  for (const id of [theirs.report.id, nobody, 'x']) answers.push(await edit(seat, id, { password }));
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(answers[0]!.body).toEqual(answers[1]!.body);
  expect(hashed).toEqual([]);
  expect((await edit(seat, own.report.id, { password })).status).toBe(503);
  await seat.core.store.transact((tx) => tx.workspaces.setLocked(seat.workspace.id, seat.clock.at));
  expect((await edit(seat, own.report.id, { password })).body.code).toBe('workspace_locked');
  expect(hashed).toEqual([password]);
});
