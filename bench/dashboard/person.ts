import type { Browser, BrowserContext, BrowserContextOptions, CDPSession, Page } from 'playwright-core';
import type { Config } from '../../src/config/config.ts';
import { makeResetLink } from '../../src/core/accounts/links.ts';
import { operator, withCore } from '../quietzone.ts';

/** What a browser holds of somebody who is signed in. */
export type State = Awaited<ReturnType<BrowserContext['storageState']>>;

export interface Person {
  readonly page: Page;
  readonly protocol: CDPSession;
  close(): Promise<void>;
}

const password = 'a measured password';

/** Whom a data set belongs to, with the token of a link to set a password. */
export interface Owner {
  readonly email: string;
  readonly token: string;
  readonly workspace: string;
}

export function findOwner(config: Config): Promise<Owner> {
  return withCore(config, async (core) => {
    const [owner] = await core.store.workspaces.listUsers();
    const [workspace] = await core.store.workspaces.list();
    if (!owner || !workspace) throw new Error('the data set has no user');
    const { url } = await makeResetLink(core, owner, { actor: operator, by: 'operator' });
    return { email: owner.email, token: url.slice(url.lastIndexOf('/') + 1), workspace: workspace.slug };
  });
}

export async function signIn(
  browser: Browser,
  origin: string,
  { email, token, workspace }: Owner,
): Promise<State> {
  const person = await browser.newContext({ baseURL: origin });
  const page = await person.newPage();
  await page.goto(`/app/reset/${token}`);
  const answers = await page.evaluate(
    async ([reset, signIn]) => {
      const post = (path: string, body: object) =>
        fetch(`/app/api${path}`, { method: 'POST', body: JSON.stringify(body) }).then(
          (answer) => answer.status,
        );
      return [await post(...(reset as [string, object])), await post(...(signIn as [string, object]))];
    },
    [
      [`/reset/${token}`, { password }],
      ['/sign-in', { email, password }],
    ] as const,
  );
  if (answers.some((status) => status !== 200))
    throw new Error(`signing in was answered with ${answers.join(', ')}`);
  // Somebody who comes back: the page knows where they were last.
  await page.goto(`/app/w/${workspace}/codes`);
  await page.waitForSelector('[data-code-row]');
  const state = await person.storageState();
  await person.close();
  return state;
}

/** With an empty cache. @param slowdown how many times slower its processor is made */
export function openPerson(
  browser: Browser,
  origin: string,
  storageState: State,
  slowdown = 1,
): Promise<Person> {
  return openPage(browser, { baseURL: origin, storageState }, slowdown);
}

/** Of nobody, at no address. */
export function openBlank(browser: Browser): Promise<Person> {
  return openPage(browser, {}, 1);
}

async function openPage(browser: Browser, options: BrowserContextOptions, slowdown: number): Promise<Person> {
  const context = await browser.newContext({ ...options, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const protocol = await context.newCDPSession(page);
  if (slowdown > 1) await protocol.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  return { page, protocol, close: () => context.close() };
}
