import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setOperator } from '../../src/core/accounts/operators.ts';
import { fieldIs } from '../../src/core/accounts/store-port.ts';
import { isThorough } from '../support/browser.ts';
import { makeAddresses } from '../support/dashboard-addresses.ts';
import { type DashboardPage, dashboardPages } from '../support/dashboard-pages.ts';
import { openSite, type Site, type Visitor, waitForPage } from '../support/dashboard-site.ts';
import type { World } from '../support/dashboard-world.ts';
import { listEnglishTexts } from '../support/english-words.ts';
import { fillPayloadWorld } from '../support/payload-world.ts';
import { operator } from '../support/program.ts';
import { listWebAddresses } from '../support/web-addresses.ts';

const phone = { width: 375, height: 812 };
const desk = { width: 1280, height: 800 };

/** What is not there when a page is opened: parts that an address names, and what a button opens. */
const states = [
  { path: 'codes?trash=1', press: '', shows: 'main' },
  { path: 'codes/new?type=vcard', press: '', shows: 'figure' },
  { path: 'codes/new?type=menu', press: '', shows: 'figure' },
  { path: 'codes/CODE?tab=history', press: '', shows: 'tabpanel' },
  { path: 'codes/CODE?tab=settings', press: '', shows: 'tabpanel' },
  { path: 'codes/CODE', press: '^Actions for', shows: 'menu' },
  { path: 'codes', press: 'Switch workspace', shows: 'menu' },
  { path: 'codes', press: 'Your account', shows: 'menu' },
  { path: 'codes', press: '^Actions for', shows: 'menu' },
  { path: 'codes', press: 'ControlOrMeta+k', shows: 'dialog' },
  { path: 'settings/members?invite=1', press: '', shows: 'dialog' },
  { path: 'settings/members', press: '^Remove ', shows: 'dialog' },
  { path: 'settings/workspace', press: 'Delete workspace', shows: 'dialog' },
  { path: 'settings/audit', press: 'changed|made|Renamed', shows: 'main' },
  { path: 'api/keys?new=1', press: '', shows: 'dialog' },
  { path: 'statistics/reports?new=1', press: '', shows: 'dialog' },
  { path: 'statistics/reports', press: '^Revoke ', shows: 'dialog' },
] as const;

let site: Site;
let world: World;
let addressOf: (page: DashboardPage) => string;

beforeAll(async () => {
  // With a way to send mail and open to all, so that the pages for it have their forms.
  const mail = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'qr@example.com' };
  site = await openSite({ SIGN_UP: 'open', ...mail });
  // The account that nobody has set up yet is called as a role is.
  const placeholder = [fieldIs('name', 'Owner')];
  await site.core.store.transact((tx) => tx.accounts.update('user', placeholder, { name: 'Olga' }));
  world = await fillPayloadWorld(site.core, 'bakery', 'Plain');
  await setOperator(site.core, operator, world.people.owner.id, true);
  addressOf = await makeAddresses(site.core, world);
});
afterAll(() => site.close());

it('no page of the app is forgotten here', () => {
  expect(dashboardPages.map(({ route }) => route).toSorted()).toEqual(listWebAddresses().toSorted());
});

describe.each([
  { who: 'stranger', pages: dashboardPages.filter(({ who }) => who === 'stranger') },
  { who: 'somebody signed in', pages: dashboardPages.filter(({ who }) => who !== 'stranger') },
])('for $who', ({ who, pages }) => {
  const as = () => (who === 'stranger' ? {} : { as: world.people.owner });

  describe('in English', () => {
    let visitor: Visitor;
    beforeAll(async () => {
      visitor = await site.visitor(as());
    });

    it.each(pages)(
      '$route can be read by everybody, light and dark, and asks no other host',
      async (page) => {
        const tab = visitor.page;
        await tab.setViewportSize(desk);
        await open(tab, page);
        expect(await tab.getByRole('heading', { level: 1 }).textContent()).toMatch(/\p{L}{2}/u);
        expect(await tab.evaluate('document.documentElement.dir')).toBe('ltr');
        await show(tab, 'light');
        expect(await findViolations(tab)).toEqual([]);
        await show(tab, 'dark');
        await expectToFitPhone(tab);
        expect(await findViolations(tab)).toEqual([]);
        expectPeace(visitor);
      },
    );
  });

  // Takes the better part of a minute: `npm run test:browser` has it. Words are held against each other by a test of theirs.
  describe.runIf(isThorough)('in Arabic', () => {
    const english = listEnglishTexts('ar');
    let visitor: Visitor;
    beforeAll(async () => {
      visitor = await site.visitor({ language: 'ar', ...as() });
    });

    it.each(pages)('$route runs from right to left, and no English is left', async (page) => {
      const tab = visitor.page;
      await tab.setViewportSize(desk);
      await open(tab, page);
      expect(await tab.evaluate('document.documentElement.dir')).toBe('rtl');
      expect(await tab.evaluate('document.documentElement.lang')).toBe('ar');
      // Calls of the API are named as its reference names them.
      const texts = (await textsOf(tab)).filter((text) => !/^(GET|POST|PUT|PATCH|DELETE) \//.test(text));
      expect(texts.filter((text) => english.some((one) => one.test(text)))).toEqual([]);
      await expectToFitPhone(tab);
      expectPeace(visitor);
    });
  });
});

// Takes a minute: `npm test` has every page as it is opened.
describe.runIf(isThorough)('what opens on a page can be read by everybody, light and dark', () => {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await site.visitor({ as: world.people.owner });
  });

  it.each(states)('$path $press', async ({ path, press, shows }) => {
    const tab = visitor.page;
    await tab.setViewportSize(desk);
    await tab.emulateMedia({ colorScheme: 'light' });
    await tab.goto(`/app/w/${world.workspace.slug}/${path.replace('CODE', world.objects.code)}`);
    await waitForPage(tab);
    if (press === 'ControlOrMeta+k') await tab.keyboard.press(press);
    else if (press !== '')
      await tab
        .getByRole('button', { name: new RegExp(press) })
        .first()
        .click();
    await tab.getByRole(shows).first().waitFor();
    await waitForPage(tab);
    for (const colorScheme of ['dark', 'light'] as const) {
      await show(tab, colorScheme);
      expect(await findViolations(tab)).toEqual([]);
    }
    await expectToFitPhone(tab);
    expectPeace(visitor);
  });
});

async function open(tab: Page, page: DashboardPage): Promise<void> {
  await tab.goto(addressOf(page));
  await waitForPage(tab);
}

async function show(tab: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await tab.emulateMedia({ colorScheme });
  await tab.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
}

async function findViolations(tab: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page: tab }).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`),
  );
}

async function expectToFitPhone(tab: Page): Promise<void> {
  await tab.setViewportSize(phone);
  await waitForPage(tab);
  expect(await tab.evaluate(widest)).toEqual([]);
}

/** What makes the page wider than the window. */
const widest = `(() => {
  const root = document.documentElement;
  if (Math.max(root.scrollWidth, document.body.scrollWidth) <= window.innerWidth) return [];
  return [...document.querySelectorAll('#root *')]
    .filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      return right > window.innerWidth + 1 || left < -1;
    })
    .map((one) => one.outerHTML.slice(0, 200))
    .concat('the page is ' + root.scrollWidth + ' wide');
})()`;

/** Every text that can be seen or heard. */
async function textsOf(tab: Page): Promise<readonly string[]> {
  return (await tab.evaluate(`(() => {
    const texts = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const within = walker.currentNode.parentElement.closest('script, style, pre, code');
      if (!within) texts.push(walker.currentNode.data);
    }
    for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'aria-description'])
      for (const one of document.querySelectorAll('[' + name + ']')) texts.push(one.getAttribute(name));
    return texts.map((text) => text.trim()).filter(Boolean);
  })()`)) as readonly string[];
}

function expectPeace({ strayed, complaints }: Visitor): void {
  expect({ strayed, complaints }).toEqual({ strayed: [], complaints: [] });
}
