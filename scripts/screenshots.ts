/**
 * Pictures of every page of the dashboard, to be looked at: light, dark, on a phone and in Arabic, into `screenshots/`,
 * which is not committed. `node scripts/screenshots.ts [part of an address]` after a build.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { fillDemo } from '../src/cli/demo/fill.ts';
import { setOperator } from '../src/core/accounts/operators.ts';
import { openBrowser, openPerson, type PersonOptions } from '../test/support/browser.ts';
import { cookiesOf } from '../test/support/dashboard.ts';
import { addressOf, type DashboardPage, dashboardPages } from '../test/support/dashboard-pages.ts';
import { fillWorld, type World } from '../test/support/dashboard-world.ts';
import { setup as findChromium } from '../test/support/find-chromium.ts';
import { operator, startProgram, type TestProgram } from '../test/support/program.ts';

const folder = join(import.meta.dirname, '..', 'screenshots');
const looks: Readonly<Record<string, PersonOptions>> = {
  light: {},
  dark: { theme: 'dark' },
  phone: { width: 375, height: 812 },
  arabic: { language: 'ar' },
};

/** A code has several pages at one address. */
const tabs = ['statistics', 'design', 'print', 'history', 'settings'] as const;
const codeTabs = tabs.map((tab) => ({
  route: `/w/$workspace/codes/$code?tab=${tab}`,
  who: 'owner' as const,
}));

const wanted = process.argv[2] ?? '';
rmSync(folder, { recursive: true, force: true });
await findChromium();
const program = await startProgram();
const browser = await openBrowser();
try {
  const world = await fillWorld(program.core, 'bakery', 'Ährenfeld');
  await fillDemo(program.core, program.config, world.workspace);
  await setOperator(program.core, operator, world.people.owner.id, true);
  const codes = await program.core.store.codes.list(world.workspace.id, { nowMs: Date.now() }, 0, 1);
  const parameters = { workspace: world.workspace.slug, code: codes[0]?.id ?? '', token: 'x'.repeat(32) };
  for (const [look, options] of Object.entries(looks)) {
    mkdirSync(join(folder, look), { recursive: true });
    const { context } = await openPerson(browser, program.url, options);
    for (const page of [...dashboardPages, ...codeTabs].filter(({ route }) => route.includes(wanted))) {
      await takePicture(context, page, look, parameters, world);
    }
    await context.close();
  }
} finally {
  await browser.close();
  await program.stop();
}

async function takePicture(
  context: BrowserContext,
  page: DashboardPage,
  look: string,
  parameters: Readonly<Record<string, string>>,
  world: World,
): Promise<void> {
  await context.clearCookies();
  if (page.who !== 'stranger') await signIn(context, program, world);
  const tab = await context.newPage();
  const isReport = page.route === '/report/$token';
  const address = isReport ? new URL(world.reportUrl).pathname : addressOf(page, parameters);
  await tab.goto(address, { waitUntil: 'networkidle' });
  const name = page.route
    .slice(1)
    .replaceAll('/', '-')
    .replaceAll(/[$?=]/g, (sign) => (sign === '$' ? '' : '-'));
  await tab.screenshot({ path: join(folder, look, `${name}.png`), fullPage: true });
  await tab.close();
}

async function signIn(
  context: BrowserContext,
  { core, config, url }: TestProgram,
  world: World,
): Promise<void> {
  const secret = readFileSync(join(config.dataDir, 'secret'), 'utf8').trim();
  const cookies = await cookiesOf(core, secret, config.baseUrl, world.people.owner);
  // To Chromium, 127.0.0.1 is as good as TLS.
  const own = { url: url.replace('http:', 'https:'), httpOnly: true, secure: true, sameSite: 'Lax' } as const;
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, ...own })));
}
