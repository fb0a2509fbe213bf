import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCode } from '../../src/core/codes/create.ts';
import { addLogo } from '../../src/core/designs/logos.ts';
import { presets } from '../../src/core/designs/presets.ts';
import { type Access, getAccess } from '../../src/core/workspaces/access.ts';
import { createUser } from '../../src/core/workspaces/create.ts';
import { makeOwner, type Owner, waitForToast } from '../support/code-steps.ts';
import { openSite, type Site } from '../support/dashboard-site.ts';
import { eventually } from '../support/eventually.ts';
import { drawLogo } from '../support/pictures.ts';
import { operator } from '../support/program.ts';
import { waitForHeading } from '../support/sign-in-steps.ts';

let site: Site;
let owner: Owner;
let access: Access;
let page: Page;
beforeAll(async () => {
  site = await openSite();
  owner = await makeOwner(site.core);
  access = await getAccess(site.core, owner.user, owner.workspace.slug);
  const { png } = await drawLogo();
  await addLogo(site.core, access, { name: 'Red disc', bytes: png });
  ({ page } = await site.visitor({ as: owner.user }));
});
afterAll(() => site.close());

async function openBrand(who: Page): Promise<void> {
  await who.goto(`/app/w/${owner.workspace.slug}/settings/brand`);
  await waitForHeading(who, 'Brand');
}

async function makeBrand(): Promise<void> {
  await openBrand(page);
  const colors = page.getByRole('region', { name: 'Colours' });
  await colors.getByRole('button', { name: 'Add a colour' }).click();
  await colors.getByRole('textbox', { name: 'Colour 1', exact: true }).fill('#B3261E');
  await colors.getByRole('button', { name: 'Save' }).click();
  await waitForToast(page, 'Brand saved.');
  await page.getByRole('region', { name: 'Brand logo' }).getByRole('radio', { name: 'Red disc' }).check();
  await page.getByRole('radio', { name: 'Red disc (brand)' }).waitFor();
  const design = page.getByRole('region', { name: 'Default design' });
  await design.getByRole('button', { name: 'Leaf', exact: true }).click();
  await design.getByRole('button', { name: 'Save design' }).click();
  await waitForToast(page, 'New codes begin with this design.');
}

describe('the brand of a workspace', () => {
  it('is offered in the designer, and is what new codes begin with', async () => {
    await makeBrand();
    const code = await createCode(site.core, access, { type: 'url', destination: 'https://example.com/' });
    expect(code.design).toEqual(presets.leaf);
    await page.goto(`/app/w/${owner.workspace.slug}/codes/${code.id}?tab=design`);
    await page.getByRole('button', { name: 'Brand design' }).waitFor();
    const color = page.getByRole('textbox', { name: 'Colour', exact: true });
    await page.getByRole('button', { name: 'Colour: #b3261e', exact: true }).click();
    await eventually(async () => expect(await color.inputValue()).toBe('#b3261e'));
  });

  it('can be looked at by whoever may not change it, and by nobody but admins be changed', async () => {
    const workspace = { id: owner.workspace.id, role: 'member' } as const;
    const member = await createUser(site.core, operator, { email: 'mo@example.com', name: 'Mo', workspace });
    const { page: theirs } = await site.visitor({ as: member });
    await openBrand(theirs);
    await theirs.getByText('Admins and owners can change the brand.').waitFor();
    const shape = theirs.getByRole('radio', { name: 'Dots' });
    expect(await shape.isDisabled()).toBe(true);
    expect(await theirs.getByRole('button', { name: /Save|Add a colour|Upload/ }).count()).toBe(0);
    await theirs.getByRole('img', { name: 'Preview of the default design' }).waitFor();
  });
});
