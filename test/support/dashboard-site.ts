import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Core } from '../../src/core/core.ts';
import type { User } from '../../src/core/workspaces/workspace.ts';
import { openBrowser, openPerson, type Person, type PersonOptions } from './browser.ts';
import { cookiesOf } from './dashboard.ts';
import { findFreePort } from './free-port.ts';
import { startProgram, type TestProgram } from './program.ts';

export interface Visitor extends Person {
  readonly page: Page;
}

export interface VisitorOptions extends PersonOptions {
  /** Signed in without a password. */
  readonly as?: User;
}

/** The program and a real browser, for all tests of a file: to start the two takes longer than most tests. */
export interface Site {
  readonly program: TestProgram;
  readonly core: Core;
  /** As its links say: a name and not an address, since passkeys are bound to names. */
  readonly origin: string;
  /** Somebody with a browser of their own, on an empty page. */
  visitor(options?: VisitorOptions): Promise<Visitor>;
  close(): Promise<void>;
}

export async function openSite(env: Record<string, string> = {}): Promise<Site> {
  const port = await findFreePort();
  const origin = `http://localhost:${port}`;
  const [program, browser] = await Promise.all([
    startProgram({ PORT: String(port), BASE_URL: origin, ...env }),
    openBrowser(),
  ]);
  const { core, config } = program;
  return {
    ...{ program, core, origin },
    async visitor({ as, ...options } = {}) {
      const person = await openPerson(browser, origin, options);
      person.context.setDefaultTimeout(10_000);
      if (as) {
        const secret = readFileSync(join(config.dataDir, 'secret'), 'utf8').trim();
        const cookies = await cookiesOf(core, secret, origin, as);
        const own = { url: origin, httpOnly: true, sameSite: 'Lax' } as const;
        await person.context.addCookies([...cookies].map(([name, value]) => ({ name, value, ...own })));
      }
      return { ...person, page: await person.context.newPage() };
    },
    async close() {
      await browser.close();
      await program.stop();
    },
  };
}

/** Until the page stands: its heading is there, and nothing of it is still a skeleton. */
export async function waitForPage(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page
    .locator(':is([aria-busy="true"], .mantine-Skeleton-root):visible')
    .first()
    .waitFor({ state: 'hidden' });
}
