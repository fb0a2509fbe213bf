import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setOperator } from '../../src/core/accounts/operators.ts';
import { isThorough } from '../support/browser.ts';
import { makeAddresses } from '../support/dashboard-addresses.ts';
import { dashboardPages } from '../support/dashboard-pages.ts';
import { openSite, type Site, type Visitor, waitForPage } from '../support/dashboard-site.ts';
import { eventually } from '../support/eventually.ts';
import { fillPayloadWorld, type PayloadWorld, storePayloadScans } from '../support/payload-world.ts';
import { operator } from '../support/program.ts';
import { sendRaw } from '../support/raw-http.ts';

const payloads = [
  {
    what: 'markup',
    name: 'markup',
    // Short fields have the first part of it.
    text: '"><img src=x onerror=window.__ran=1><svg/onload=window.__ran=2>',
  },
  {
    what: 'words of templates and marks of direction',
    name: 'words',
    text: "$t(signOut){{t}}\u202E\u2066{{constructor.constructor('window.__ran=3')()}}",
  },
] as const;

let site: Site;
beforeAll(async () => {
  site = await openSite({ SIGN_UP: 'open' });
});
afterAll(() => site.close());

// The second takes as long as the first: `npm run test:browser` has both.
describe.each(isThorough ? payloads : payloads.slice(0, 1))(
  '$what in every stored field stays text',
  ({ name, text }) => {
    let world: PayloadWorld;
    let visitor: Watched;
    beforeAll(async () => {
      world = await fillPayloadWorld(site.core, name, text);
      await setOperator(site.core, operator, world.people.owner.id, true);
      visitor = await watch(await site.visitor({ as: world.people.owner }));
    });

    it('on every page', async () => {
      const { page } = visitor;
      const addressOf = await makeAddresses(site.core, world);
      const stranger = await watch(await site.visitor());
      for (const one of dashboardPages) {
        const tab = one.who === 'stranger' ? stranger.page : page;
        await tab.goto(addressOf(one));
        await waitForPage(tab);
        await expectText(one.who === 'stranger' ? stranger : visitor, one.route);
        // The name of who is signed in stands on every page.
        if (one.who !== 'stranger') expect([one.route, await shows(tab, text)]).toEqual([one.route, true]);
      }
      await stranger.page.goto(
        addressOf(dashboardPages.find(({ route }) => route.startsWith('/invitation'))!),
      );
      await waitForPage(stranger.page);
      expect(await shows(stranger.page, text)).toBe(true);
    }, 60_000);

    it('in menus, in what one chooses from, in the palette and in what is said of an act', async () => {
      const { page } = visitor;
      await page.goto(`/app/w/${world.workspace.slug}/codes`);
      await waitForPage(page);
      const open = async (name: RegExp, item = 'menuitem') => {
        await page.getByRole('button', { name }).first().click();
        await page
          .getByRole(item as 'menuitem')
          .first()
          .waitFor();
        await expectText(visitor, String(name));
        await page.keyboard.press('Escape');
      };
      await open(/Switch workspace/);
      await open(/Your account/);
      await open(/^Actions for/);
      for (const field of await page.getByRole('search').getByRole('combobox').all()) {
        await field.click();
        await page.getByRole('option').first().waitFor();
        await expectText(visitor, 'a filter');
        await page.keyboard.press('Escape');
      }
      await page.keyboard.press('ControlOrMeta+k');
      await page.getByRole('combobox', { name: 'Search or go to' }).fill('Renamed');
      await page.getByRole('option').filter({ hasText: text }).first().waitFor();
      await expectText(visitor, 'the palette');
      await page.keyboard.press('Escape');
      await page.getByRole('main').getByRole('checkbox').nth(1).click();
      await page.getByRole('toolbar').getByRole('button', { name: 'Pause' }).click();
      await page
        .getByRole('status')
        .getByText(/paused/i)
        .first()
        .waitFor();
      await expectText(visitor, 'a toast');
    }, 60_000);

    it('in designs, on what is printed, and in statistics', async () => {
      const { page } = visitor;
      const at = `/app/w/${world.workspace.slug}`;
      await storePayloadScans(site.program, world, text);
      await page.goto(`${at}/codes/${world.objects.code}?tab=design`);
      await waitForPage(page);
      for (const section of ['Logo', 'Frame and words']) {
        await page.getByRole('button', { name: section, exact: true }).click();
        await expectText(visitor, section);
      }
      expect(await page.getByRole('textbox', { name: 'Words', exact: true }).inputValue()).toBe(
        text.slice(0, 60),
      );
      for (const place of [
        `codes/${world.objects.code}?tab=print`,
        `codes/${world.objects.code}?tab=statistics`,
        `codes/print?ids=${world.objects.code}`,
      ]) {
        await page.goto(`${at}/${place}`);
        await waitForPage(page);
        await expectText(visitor, place);
      }
      await page.goto(`${at}/statistics`);
      await waitForPage(page);
      await page.getByRole('combobox', { name: 'Which codes' }).click();
      await page.getByRole('option').first().waitFor();
      await expectText(visitor, 'which codes');
      await page.keyboard.press('Escape');
      await page.getByRole('main').getByRole('button').filter({ hasText: text }).first().click();
      await page.getByRole('group', { name: 'Filters' }).waitFor();
      await waitForPage(page);
      await expectText(visitor, 'a filter of statistics');
      await page.goto(`${at}/statistics/reports`);
      await page.getByRole('button', { name: /^Revoke Report/ }).click();
      await page.getByRole('dialog').waitFor();
      await expectText(visitor, 'revoking a report');
      // Answers are kept for half a minute: nobody has asked for this range yet.
      await page.goto(`${world.reportUrl}?days=7`);
      await waitForPage(page);
      expect(await shows(page, `Report ${text}`)).toBe(true);
      // Of a browser or a system, as whoever scanned called it: beside the title.
      const isCounted = async () => (await bodyText(page)).replaceAll(`Report ${text}`, '').includes(text);
      await eventually(async () => expect(await isCounted()).toBe(true));
      await expectText(visitor, 'a report');
    }, 60_000);

    it('in the history, the audit, the log of requests and where one is asked again', async () => {
      const { page } = visitor;
      const at = `/app/w/${world.workspace.slug}`;
      await page.goto(`${at}/codes/${world.objects.code}?tab=history`);
      await page
        .getByRole('tabpanel')
        .getByText(/Renamed/)
        .first()
        .waitFor();
      await expectText(visitor, 'history');
      await page.goto(`${at}/settings/audit`);
      const entries = page.getByRole('list', { name: 'Audit log' }).getByRole('button');
      await entries.first().waitFor();
      for (const entry of await entries.all()) await entry.click();
      await expectText(visitor, 'audit');
      await page.goto(`${at}/settings/members`);
      await page.getByRole('button', { name: /^Remove viewer/ }).click();
      await page.getByRole('dialog').waitFor();
      await expectText(visitor, 'removing');
      await callApi(world, text);
      await page.goto(`${at}/api/keys`);
      await page.getByRole('row').filter({ hasText: 'qrf_live' }).getByRole('button').first().click();
      await page.getByRole('dialog').getByText('/api/v1/qr').first().waitFor();
      await expectText(visitor, 'requests');
    }, 60_000);
  },
);

// The pages of phones are held to it by tests of their own; this one opens each in a browser, which takes a while.
it.runIf(isThorough)(
  'markup in every field of every type of content stays text, on its page and in what a phone is shown',
  async () => {
    const world = await fillPayloadWorld(site.core, 'types', payloads[0].text);
    const visitor = await watch(await site.visitor({ as: world.people.owner }));
    const { page } = visitor;
    for (const code of world.codes) {
      await page.goto(`/app/w/${world.workspace.slug}/codes/${code.id}`);
      await waitForPage(page);
      const screen = page.getByRole('figure').locator('iframe, pre, .qz-mono').first();
      await screen.waitFor();
      await expectText(visitor, code.type);
      for (const frame of await page.locator('iframe').all()) {
        expect(await frame.getAttribute('sandbox')).toBe('');
        expect(await frame.contentFrame().locator('body').textContent()).toContain('onerror=window.__ran=1');
      }
    }
  },
  60_000,
);

/** A program's call, whose path is logged. */
async function callApi(world: PayloadWorld, text: string): Promise<void> {
  const path = `/api/v1/qr/nothing?q=${text.replace(/[^\x21-\x7E]/g, '')}`;
  const head = `Host: x\r\nAuthorization: Bearer ${world.rawKey}\r\nUser-Agent: ${text.replace(/[^\x20-\x7E]/g, '')}`;
  await sendRaw(site.program.url, `GET ${path} HTTP/1.1\r\n${head}\r\nConnection: close\r\n\r\n`);
  const keys = await site.core.store.keys.list(world.workspace.id);
  await eventually(async () => {
    const logs = await Promise.all(keys.map(({ id }) => site.core.store.requests.list(id, null, 10)));
    expect(logs.flat().length).toBeGreaterThan(0);
  });
}

interface Watched extends Visitor {
  readonly dialogs: readonly string[];
}

async function watch(visitor: Visitor): Promise<Watched> {
  const dialogs: string[] = [];
  visitor.context.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await visitor.context.addInitScript({
    content: `window.__refused = [];
      addEventListener('securitypolicyviolation', (event) => window.__refused.push(event.violatedDirective + ' ' + event.blockedURI));`,
  });
  return { ...visitor, dialogs };
}

/** Nothing of a payload ran, asked for anything, or became an element of the page. */
async function expectText({ page, dialogs, complaints, strayed }: Watched, where: string): Promise<void> {
  const found = await Promise.all(page.frames().map(findElements));
  const ran = await page.evaluate('window.__ran ?? null');
  const refused = await page.evaluate('window.__refused');
  expect({ where, ran, refused, dialogs, complaints, strayed, found: found.flat() }).toEqual({
    ...{ where, ran: null, refused: [], dialogs: [], complaints: [], strayed: [], found: [] },
  });
}

const made = ':is(img[src="x"], [onerror], [onload], a[href^="javascript:" i], script:not([src]))';

async function findElements(frame: Frame): Promise<readonly string[]> {
  const all = await frame.locator(made).all();
  return Promise.all(
    all.map((one) => one.evaluate((element) => (element as { outerHTML: string }).outerHTML)),
  );
}

/** Whether a text stands on the page as it was given. */
async function shows(page: Page, text: string): Promise<boolean> {
  return (await bodyText(page)).includes(text);
}

async function bodyText(page: Page): Promise<string> {
  return (await page.evaluate('document.body.textContent')) as string;
}
