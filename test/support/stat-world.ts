import type { Code } from '../../src/core/codes/code.ts';
import { createCode } from '../../src/core/codes/create.ts';
import type { Folder } from '../../src/core/folders/folder.ts';
import { createFolder } from '../../src/core/folders/folders.ts';
import { getAccess } from '../../src/core/workspaces/access.ts';
import { makeOwner, type Owner } from './code-steps.ts';
import type { TestProgram } from './program.ts';
import { storeHits, type ToldHit } from './stored-hits.ts';

const hourMs = 3_600_000;

/** A workspace whose codes were scanned in the last days, by people of three countries and by programs. */
export interface StatWorld extends Owner {
  /** In the folder, with the tag `hall`. */
  readonly menu: Code;
  readonly poster: Code;
  readonly folder: Folder;
}

const places = [
  { country: 'DE', region: 'Berlin', city: 'Berlin' },
  { country: 'DE', region: 'Bavaria', city: 'Munich' },
  { country: 'US', region: 'District of Columbia', city: 'Washington, D.C.' },
  { country: null, region: null, city: null },
] as const;

const agents = [
  { device: 'mobile', os: 'iOS', browser: 'Safari' },
  { device: 'mobile', os: 'Android', browser: 'Chrome' },
  { device: 'desktop', os: 'Windows', browser: 'Firefox' },
] as const;

/** How many hours before now its hits were, at most: those of the time before are older than the 30 days of the page. */
export const statWorldHours = 48 * 24;

export async function makeStatWorld(program: TestProgram): Promise<StatWorld> {
  const { core, config } = program;
  const owner = await makeOwner(core);
  const access = await getAccess(core, owner.user, owner.workspace.slug);
  const folder = await createFolder(core, access, { name: 'Tables' });
  const link = { type: 'url', destination: 'https://example.com/' } as const;
  const inFolder = { folderId: folder.id, tags: ['hall'] };
  const menu = await createCode(core, access, { ...link, name: 'Menu', slug: 'menu', ...inFolder });
  const poster = await createCode(core, access, { ...link, name: 'Poster', slug: 'poster' });
  await storeHits(config, hitsOf(menu, poster, core.clock.now()));
  return { ...owner, menu, poster, folder };
}

/** More often the nearer to now. */
function hitsOf(menu: Code, poster: Code, nowMs: number): readonly ToldHit[] {
  return Array.from({ length: 300 }, (_, n) => {
    const hours = 1 + Math.floor(((n * n) / (300 * 300)) * (statWorldHours - 1));
    const place = places[n % places.length];
    const agent = agents[n % agents.length];
    const facts = n % 25 === 7 ? ({ kind: 'bot', reason: 'bot_user_agent' } as const) : {};
    return {
      code: n % 3 === 0 ? poster : menu,
      at: new Date(nowMs - hours * hourMs).toISOString(),
      visitor: 1 + (n % 90),
      referrer: n % 10 === 0 ? 'example.org' : null,
      ...place,
      ...agent,
      ua: agent?.os ?? '',
      facts,
    };
  });
}
