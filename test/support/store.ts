import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStatisticsHere } from '../../src/compose/statistics.ts';
import type { Passwords } from '../../src/core/accounts/passwords.ts';
import type { Actor } from '../../src/core/changes/change.ts';
import type { Code } from '../../src/core/codes/code.ts';
import { createCode, type NewCodeInput } from '../../src/core/codes/create.ts';
import type { Core, Settings } from '../../src/core/core.ts';
import { defaultPlans, type PlanName } from '../../src/core/limits/plans.ts';
import { createLiveFeed } from '../../src/core/scans/feed.ts';
import type { Store } from '../../src/core/store.ts';
import type { Access } from '../../src/core/workspaces/access.ts';
import { createUser, createWorkspace } from '../../src/core/workspaces/create.ts';
import { hashPassword, verifyPassword } from '../../src/runtime/password-hash.ts';
import { systemRandom } from '../../src/runtime/random.ts';
import { migrateStore, openStore } from '../../src/store/open.ts';
import { openImagesHere } from './images-here.ts';
import { putReadyDatabase } from './ready-database.ts';

/** A clock that stands where the test puts it. UTC ms. */
export interface HandClock {
  now(): number;
  at: number;
}

export interface TestCore extends Core {
  readonly clock: HandClock;
  /** Where the database lies, alone. */
  readonly dir: string;
}

export const operator: Actor = { kind: 'operator', id: null, name: 'Test' };

export const startMs = Date.UTC(2026, 10, 21, 12);

export const settings: Settings = {
  baseUrl: 'https://q.test',
  plans: defaultPlans,
  defaultPlan: 'free',
  content: { ownHosts: ['q.test'], mapProvider: 'google' },
  qrTrackRequestsPerMinute: 60,
  signUp: 'closed',
  signOnName: null,
  placeSource: null,
};

/** A directory of its own, which goes with the test. */
export async function makeDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'quietzone-core-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A migrated SQLite store that reports no trouble; closed at the end of the test. */
export async function openTestStore(file: string): Promise<Store> {
  const options = { url: '', file, durability: 'fast' } as const;
  await putReadyDatabase(file);
  await migrateStore(options);
  const store = await openStore(options, (error) => console.error('store reports', error));
  onTestFinished(() => store.close());
  return store;
}

/** As the real ones, at a thousandth of the cost. */
export const cheapPasswords: Passwords = {
  hasRoom: () => true,
  hash: async (password) => hashPassword(password, { ln: 4, r: 8, p: 1 }),
  verify: async (hash, password) => verifyPassword(hash, password),
};

/** The product over a real store, with a clock in the test's hand. */
export async function openTestCore(changes: Partial<Settings> = {}): Promise<TestCore> {
  const dir = await makeDir();
  const clock: HandClock = { at: startMs, now: () => clock.at };
  const file = join(dir, 'quietzone.db');
  const store = await openTestStore(file);
  const statistics = openStatisticsHere({ url: '', file, durability: 'fast' });
  onTestFinished(() => statistics.close());
  const feed = createLiveFeed({ store, clock, onTrouble: (error) => console.error('feed reports', error) });
  const merged = { ...settings, ...changes };
  const images = openImagesHere();
  const people = { passwords: cheapPasswords, mailer: null };
  onTestFinished(() => images.close());
  return { dir, store, clock, random: systemRandom, settings: merged, statistics, feed, images, ...people };
}

/** A workspace with its owner, as its admin key sees it. */
export async function makeAccess(core: Core, name = 'Bakery', plan: PlanName = 'free'): Promise<Access> {
  const email = `${core.random.text('abcdefgh', 12)}@example.com`;
  const owner = await createUser(core, operator, { email });
  const workspace = await createWorkspace(core, operator, { name, plan, ownerId: owner.id });
  return { workspace, actor: { kind: 'user', id: owner.id, name: 'Alice' }, role: 'owner', readOnly: false };
}

export function makeCode(core: Core, access: Access, input: Partial<NewCodeInput> = {}): Promise<Code> {
  return createCode(core, access, { type: 'url', destination: 'https://example.com/menu', ...input });
}

/** Every change in the log, oldest first. */
export function changesOf(store: Store) {
  return store.changes.listAfter(0, 100_000);
}
