import type { Locator, Page } from 'playwright-core';
import type { Core } from '../../src/core/core.ts';
import { createUser, createWorkspace } from '../../src/core/workspaces/create.ts';
import type { User, Workspace } from '../../src/core/workspaces/workspace.ts';
import { operator } from './program.ts';

export interface Owner {
  readonly user: User;
  readonly workspace: Workspace;
}

/** Somebody with a workspace of their own, in which there is nothing yet. */
export async function makeOwner(core: Core, email = 'ann@example.com', name = 'Bakery'): Promise<Owner> {
  const user = await createUser(core, operator, { email, name: 'Ann' });
  const workspace = await createWorkspace(core, operator, { name, plan: 'business', ownerId: user.id });
  return { user, workspace };
}

export function tabOf(page: Page, name: string): Locator {
  return page.getByRole('tab', { name });
}

/** By the menu of a code, on its page or in its row. */
export async function openMenu(page: Page, code: string, act: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${code}` }).click();
  await page.getByRole('menuitem', { name: act }).click();
}

/** Waits until a toast says it, and gives the toast. */
export async function waitForToast(page: Page, text: string | RegExp): Promise<Locator> {
  const said = page.getByRole('status').filter({ hasText: text }).last();
  await said.waitFor();
  return said;
}
