import { createHash } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Code } from '../../src/core/codes/code.ts';
import { createCode } from '../../src/core/codes/create.ts';
import { getCode } from '../../src/core/codes/list.ts';
import { updateCode } from '../../src/core/codes/update.ts';
import { type Design, plainDesign } from '../../src/core/designs/design.ts';
import { listDesigns } from '../../src/core/designs/history.ts';
import { addLogo } from '../../src/core/designs/logos.ts';
import { presets } from '../../src/core/designs/presets.ts';
import { pictureSourceOf } from '../../src/core/designs/source.ts';
import { type Access, getAccess } from '../../src/core/workspaces/access.ts';
import { makeOwner, type Owner, waitForToast } from '../support/code-steps.ts';
import { openSite, type Site } from '../support/dashboard-site.ts';
import { eventually } from '../support/eventually.ts';
import { drawLogo, plainOutput } from '../support/pictures.ts';
import { waitForText } from '../support/sign-in-steps.ts';

let site: Site;
let owner: Owner;
let access: Access;
let page: Page;
let logo: string;
beforeAll(async () => {
  site = await openSite();
  owner = await makeOwner(site.core);
  access = await getAccess(site.core, owner.user, owner.workspace.slug);
  const { png } = await drawLogo();
  logo = (await addLogo(site.core, access, { name: 'Red disc', bytes: png })).id;
  ({ page } = await site.visitor({ as: owner.user }));
});
afterAll(() => site.close());

function newCode(design?: Design): Promise<Code> {
  const destination = 'https://example.com/menu';
  return createCode(site.core, access, { type: 'url', name: 'Menu', destination, design });
}

async function openDesigner(code: Code): Promise<Locator> {
  await page.goto(`/app/w/${owner.workspace.slug}/codes/${code.id}?tab=design`);
  const preview = page.getByRole('img', { name: 'Preview of Menu' });
  await settled(preview);
  return preview;
}

/** Until the preview is the whole draft, with its logo and its words. */
async function settled(preview: Locator): Promise<void> {
  await eventually(async () => expect(await preview.getAttribute('data-settled')).toBe(''));
}

/** What the server would send, in the browser's own spelling. */
async function serverSvg(code: Code, design: Design): Promise<string> {
  const source = await pictureSourceOf(site.core, code, design);
  const { bytes } = await site.core.images.render(source, plainOutput);
  return spelled(Buffer.from(bytes).toString());
}

/** Short, so that a difference can be read: the first numbers of its hash. */
function shortOf(svg: string): string {
  return createHash('sha256').update(svg).digest('hex').slice(0, 12);
}

async function spelled(svg: string): Promise<string> {
  const parsed = `new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml')`;
  return shortOf(await page.evaluate(`document.importNode(${parsed}.documentElement, true).outerHTML`));
}

async function shownSvg(picture: Locator): Promise<string> {
  return shortOf(await picture.innerHTML());
}

const colors = {
  type: 'linear',
  angle: 30,
  stops: [
    { offset: 0, color: '#1d3557' },
    { offset: 0.4, color: '#000000' },
    { offset: 1, color: '#0a5a45' },
  ],
} as const;
const place = { size: 0.22, margin: 1, excavate: true } as const;
const words = { shape: 'box', position: 'bottom', color: '#1d3557', text_color: '#ffffff' } as const;

/** As many as one page of versions shows: the presets and one of each sort that is drawn in a way of its own. */
function designsToDraw(): readonly Design[] {
  const auto: Design = { ...plainDesign, error_correction: 'auto', logo: { ...place, image: logo } };
  return [
    { ...plainDesign, rotation: 270, background: null, quiet_zone: 0, mask: 3, version: 7 },
    { ...plainDesign, modules: { shape: 'rounded', color: colors } },
    { ...plainDesign, modules: { shape: 'dots', color: { ...colors, type: 'radial', angle: 0 } } },
    { ...auto, modules: { shape: 'connected', color: colors }, rotation: 90 },
    { ...auto, logo: { ...place, image: logo, size: 0.3, excavate: false } },
    { ...plainDesign, frame: { ...words, text: 'امسح الرمز لرؤية القائمة' } },
    { ...auto, frame: { ...words, shape: 'text', position: 'top', text: 'Scan & see the whole menu' } },
    ...Object.values(presets),
  ];
}

describe('what the browser draws', () => {
  it('is node for node what the server draws: presets, gradients, logos and words', async () => {
    const code = await newCode();
    for (const design of designsToDraw()) await updateCode(site.core, access, code.id, { design });
    const fresh = await getCode(site.core, access, code.id);
    const { versions } = await listDesigns(site.core, fresh, { offset: 0, limit: 20 });
    expect(versions).toHaveLength(19);
    await openDesigner(fresh);
    for (const { version, design } of versions) {
      const picture = page.getByRole('img', { name: `Picture of version ${version}`, exact: true });
      await eventually(async () => expect(await picture.getAttribute('data-drawn')).toBe('true'));
      expect(await shownSvg(picture), `version ${version}`).toBe(
        await serverSvg(fresh, design ?? plainDesign),
      );
    }
  });
});

describe('the designer', () => {
  let code: Code;
  let preview: Locator;
  beforeEach(async () => {
    code = await newCode(presets.rounded);
    preview = await openDesigner(code);
  });

  const savedSvg = async () => {
    const response = await fetch(`${site.program.url}/img/${code.slug}.svg`);
    return spelled(await response.text());
  };
  const open = (section: string) => page.getByRole('button', { name: section, exact: true }).click();
  const slide = async (name: string, value: string) => {
    await page.getByRole('slider', { name }).fill(value);
  };

  it('follows a slider, saves exactly that picture, and takes it back', async () => {
    const before = await shownSvg(preview);
    expect(before).toBe(await savedSvg());
    await open('Margin and safety');
    await slide('Quiet zone', '9');
    await eventually(async () => expect(await shownSvg(preview)).not.toBe(before));
    await settled(preview);
    const drawn = await shownSvg(preview);
    await page.getByRole('button', { name: 'Save design' }).click();
    const said = await waitForToast(page, 'Design saved.');
    await eventually(async () => expect(await savedSvg()).toBe(drawn));
    await said.getByRole('button', { name: 'Undo' }).click();
    await waitForText(page, 'Taken back.');
    await eventually(async () => expect(await shownSvg(preview)).toBe(before));
    expect(await savedSvg()).toBe(before);
  });

  it('goes back and forth by keys, and asks before a draft is left', async () => {
    const zone = page.getByRole('slider', { name: 'Quiet zone' });
    await open('Margin and safety');
    await zone.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await zone.inputValue()).toBe('6');
    await page.keyboard.press('Control+z');
    expect(await zone.inputValue()).toBe('4');
    await page.keyboard.press('Control+Shift+z');
    expect(await zone.inputValue()).toBe('6');
    await page.getByRole('tab', { name: 'History' }).click();
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(await zone.inputValue()).toBe('6');
    await page.getByRole('tab', { name: 'History' }).click();
    await question.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('tab', { name: 'History', selected: true }).waitFor();
    expect(await zone.count()).toBe(0);
  });

  it('says that a logo is too large, in words and numbers, and a button cures it', async () => {
    const facts = page.getByRole('region', { name: 'What is known of this design' });
    await facts.getByText('Reads well').waitFor();
    await open('Logo');
    await page.getByRole('radio', { name: 'Red disc' }).check();
    await slide('Size', '45');
    await facts.getByText('Cannot be relied on').waitFor();
    await facts.getByText(/codewords are lost, but only \d+ can be corrected/).waitFor();
    await facts
      .getByRole('button', { name: /^Make the logo \d+% wide/ })
      .first()
      .click();
    await facts.getByText(/The logo covers \d+ of \d+ correctable codewords\./).waitFor();
    expect(await facts.getByText('Cannot be relied on').count()).toBe(0);
    await settled(preview);
    await page.getByRole('button', { name: 'Save design' }).click();
    await waitForToast(page, 'Design saved.');
    await eventually(async () => expect(await savedSvg()).toBe(await shownSvg(preview)));
  });

  it('compares two designs, and puts an earlier one in use again', async () => {
    const first = await shownSvg(preview);
    await updateCode(site.core, access, code.id, { design: presets.badge });
    preview = await openDesigner(code);
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    const [one, other] = [
      page.getByRole('group', { name: 'First design' }),
      page.getByRole('group', { name: 'Second design' }),
    ];
    await one.getByRole('combobox').selectOption('Version 1');
    await other.getByRole('combobox').selectOption('Preset: Sunset');
    for (const side of [one, other]) await side.getByText(/correctable codewords/).waitFor();
    const picture = one.getByRole('img', { name: 'Version 1' });
    await eventually(async () => expect(await shownSvg(picture)).toBe(first));
    await page.getByRole('button', { name: 'Restore version 1' }).click();
    await waitForToast(page, 'Version 1 is in use again.');
    await eventually(async () => expect(await shownSvg(preview)).toBe(first));
    await eventually(async () => expect(await savedSvg()).toBe(first));
    await page.getByRole('img', { name: 'Picture of version 3' }).waitFor();
  });

  it('proves a draft with its progress, until one cuts it short', async () => {
    await page.getByRole('button', { name: 'Sunset', exact: true }).click();
    const proof = page.getByRole('region', { name: 'Proof', exact: true });
    await proof.getByText('This draft was not proven yet.').waitFor();
    // It lasts long enough to be cut short, and begins when the processor has time for it.
    await proof.getByRole('button', { name: /^In full/ }).click();
    await proof.getByText(/^\d+ of \d+ readings done/).waitFor({ timeout: 25_000 });
    await proof.getByRole('button', { name: 'Cancel' }).click();
    await proof.getByRole('button', { name: 'Prove', exact: true }).waitFor();
    await proof.getByText('This draft was not proven yet.').waitFor();
  });
});
