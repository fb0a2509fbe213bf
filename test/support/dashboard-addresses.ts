import { makeResetLink, makeSetupLink } from '../../src/core/accounts/links.ts';
import { makeSignUpLink } from '../../src/core/accounts/sign-up.ts';
import type { Core } from '../../src/core/core.ts';
import { getAccess } from '../../src/core/workspaces/access.ts';
import { inviteMember } from '../../src/core/workspaces/invitations.ts';
import { addressOf, type DashboardPage } from './dashboard-pages.ts';
import type { World } from './dashboard-world.ts';
import { operator } from './program.ts';

/** The address of each page in a world: what strangers are sent are links that work. */
export async function makeAddresses(core: Core, world: World): Promise<(page: DashboardPage) => string> {
  const { people, workspace, objects } = world;
  const access = await getAccess(core, people.owner, workspace.slug);
  const email = `stranger-${workspace.num}@example.com`;
  const links = {
    '/setup/$token': await makeSetupLink(core, people.operator, core.settings.baseUrl),
    '/sign-up/$token': await makeSignUpLink(core, 'new@example.com'),
    '/reset/$token': await makeResetLink(core, people.viewer, { actor: operator, by: 'operator' }),
    '/report/$token': { url: world.reportUrl },
    '/invitation/$token': await inviteMember(core, access, { email, role: 'member' }),
  };
  return (page) => {
    const link = Object.entries(links).find(([route]) => route === page.route)?.[1];
    if (link) return new URL(link.url).pathname;
    return addressOf(page, { workspace: workspace.slug, code: objects.code });
  };
}
