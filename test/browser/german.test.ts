import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSite, type Site, waitForPage } from '../support/dashboard-site.ts';
import { fillWorld, type World } from '../support/dashboard-world.ts';
import { waitForHeading, waitForText } from '../support/sign-in-steps.ts';

let site: Site;
let world: World;

beforeAll(async () => {
  site = await openSite();
  world = await fillWorld(site.core, 'gasthaus', 'Linde');
});
afterAll(() => site.close());

const open = async (path: string): Promise<Page> => {
  const phone = { width: 375, height: 740 };
  const { page } = await site.visitor({ as: world.people.owner, language: 'de', ...phone });
  await page.goto(`/app/w/${world.workspace.slug}/${path}`);
  await waitForPage(page);
  return page;
};

it('a menu is made on a phone in German: refusals are German, a price keeps its comma, the code is called as the menu is', async () => {
  const page = await open('codes/new?type=menu');
  const create = () => page.getByRole('button', { name: 'Code erstellen' }).click();
  await create();
  await waitForText(page, 'Füllen Sie dieses Feld aus.');
  await page.getByRole('textbox', { name: 'Titel' }).fill('Gasthaus Linde');
  await page.getByRole('button', { name: 'Abschnitt hinzufügen' }).click();
  await page.getByRole('textbox', { name: 'Name' }).first().fill('Suppen');
  await page.getByRole('button', { name: 'Gericht hinzufügen' }).click();
  await page.getByRole('textbox', { name: 'Name' }).nth(1).fill('Frittatensuppe');
  await page.getByRole('textbox', { name: 'Preis' }).pressSequentially('4,90');
  await page.getByRole('textbox', { name: 'Preis' }).press('Tab');
  expect(await page.getByRole('textbox', { name: 'Preis' }).inputValue()).toBe('4,90');
  await create();
  await waitForHeading(page, 'Gasthaus Linde');
  const [code] = await site.core.store.codes.list(world.workspace.id, { nowMs: Date.now() }, 0, 1);
  expect(code?.content).toMatchObject({ sections: [{ items: [{ price: 4.9 }] }] });
  expect(await page.getByRole('textbox', { name: 'Preis' }).inputValue()).toBe('4,9');
});

it('what only the server knows is told in German as well', async () => {
  const page = await open('codes/new?type=url');
  await page.getByRole('textbox', { name: 'Ziel' }).fill('https://user:secret@example.com');
  await page.getByRole('button', { name: 'Code erstellen' }).click();
  await waitForText(page, 'Nehmen Sie Benutzername und Passwort aus der Adresse heraus.');
});
