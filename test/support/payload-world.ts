import { suspendCode } from '../../src/core/blocking/suspend.ts';
import { saveBrand } from '../../src/core/brand/brands.ts';
import type { Code } from '../../src/core/codes/code.ts';
import { createCode } from '../../src/core/codes/create.ts';
import { updateCode } from '../../src/core/codes/update.ts';
import { contentExamples } from '../../src/core/content/examples.ts';
import { resolveContent } from '../../src/core/content/registry.ts';
import { type ContentType, contentTypes } from '../../src/core/content/types.ts';
import type { Core } from '../../src/core/core.ts';
import { addLogo } from '../../src/core/designs/logos.ts';
import { operatorOf } from '../../src/core/instance/operator.ts';
import type { JsonObject, JsonValue } from '../../src/core/json.ts';
import { type Access, getAccess } from '../../src/core/workspaces/access.ts';
import type { User } from '../../src/core/workspaces/workspace.ts';
import { fillWorld, type World } from './dashboard-world.ts';
import { svg } from './hostile-pictures.ts';
import type { TestProgram } from './program.ts';
import { storeHits } from './stored-hits.ts';

export interface PayloadWorld extends World {
  /** One of each type of content, with the text in every field that takes it. */
  readonly codes: readonly Code[];
}

/** A world with a text in everything that is stored of what people, visitors and programs send. */
export async function fillPayloadWorld(core: Core, name: string, text: string): Promise<PayloadWorld> {
  const world = await fillWorld(core, name, text);
  const access = await getAccess(core, world.people.owner, world.workspace.slug);
  const codes: Code[] = [];
  for (const type of contentTypes) codes.push(await makeCode(core, access, type, text));
  const suspended = await createCode(core, access, { type: 'url', destination: 'https://example.com/bad' });
  await suspendCode(core, operatorOf(world.people.operator), { slug: suspended.slug, reason: text });
  await giveDesign(core, access, world.objects.code, text);
  await giveSession(core, world.people.owner, text);
  return { ...world, codes };
}

/** Words in the picture, and a logo that is called so; of new codes as well. */
async function giveDesign(core: Core, access: Access, code: string, text: string): Promise<void> {
  const dot = Uint8Array.from(svg('<circle cx="50" cy="50" r="50" fill="#1040a0"/>'));
  const { id: image } = await addLogo(core, access, { name: `Logo ${text}`, bytes: dot });
  const frame = { shape: 'box', text: text.slice(0, 60) } as const;
  const design = { frame, logo: { image } };
  await updateCode(core, access, code, { design });
  await saveBrand(core, access, { colors: ['#1040a0'], logo: image, design });
}

/** Scans from places, by browsers and from sites that are called so: what lists of places and parsers of agents give. */
export async function storePayloadScans(
  { core, config }: TestProgram,
  { workspace, objects }: World,
  text: string,
): Promise<void> {
  const code = await core.store.codes.find(workspace.id, objects.code);
  if (!code) throw new Error('The code of the world is gone.');
  const at = new Date(Date.now() - 60_000).toISOString();
  // An agent is named once, whoever meets it first.
  const agent = { ua: `agent of ${text}`, os: text, browser: text };
  const told = { country: 'DE', region: text, city: text, referrer: text, ...agent };
  await storeHits(config, [{ code, at, ...told }]);
}

/** Another device, whose browser calls itself so. */
async function giveSession(core: Core, user: User, userAgent: string): Promise<void> {
  const at = core.clock.now();
  await core.store.transact((tx) =>
    tx.accounts.insert('session', {
      ...{ id: core.random.uuid(), token: core.random.sha256(user.id), userId: user.id, userAgent },
      ...{ expiresAt: at + 86_400_000, createdAt: at, updatedAt: at },
    }),
  );
}

async function makeCode(core: Core, access: Access, type: ContentType, text: string): Promise<Code> {
  const { destination, content } = contentExamples[type];
  const isAccepted = (candidate: JsonObject) => {
    try {
      resolveContent(type, { content: candidate }, core.settings.content);
      return true;
    } catch {
      return false;
    }
  };
  return createCode(core, access, {
    ...{ type, name: `${type} ${text}` },
    ...(content === undefined
      ? { destination: destination ?? '' }
      : { content: replaceTexts(content, text, isAccepted) }),
  });
}

/** With the text in place of every string that may be any, and behind those that must be an address of the web. */
function replaceTexts(
  content: JsonObject,
  text: string,
  isAccepted: (candidate: JsonObject) => boolean,
): JsonObject {
  let best = content;
  for (const path of pathsOf(content)) {
    const candidates = [
      text,
      'javascript:window.__ran=4',
      `https://example.com/?q=${encodeURIComponent(text)}`,
    ];
    const fits = candidates.map((one) => replaceAt(best, path, one) as JsonObject).find(isAccepted);
    best = fits ?? best;
  }
  return best;
}

type Path = readonly (string | number)[];

function pathsOf(value: JsonValue, before: Path = []): readonly Path[] {
  if (typeof value === 'string') return [before];
  if (Array.isArray(value)) return value.flatMap((one, at) => pathsOf(one, [...before, at]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...before, key]));
}

function replaceAt(value: JsonValue, [first, ...rest]: Path, text: string): JsonValue {
  if (first === undefined) return text;
  if (Array.isArray(value)) return value.map((one, at) => (at === first ? replaceAt(one, rest, text) : one));
  const object = value as JsonObject;
  return { ...object, [first]: replaceAt(object[first] ?? null, rest, text) };
}
