import type { Browser, CDPSession, Page } from 'playwright-core';
import type { Figure } from '../section.ts';
import { countFrames, describeFrames, type Frames } from './frames.ts';
import { openPerson, type State } from './person.ts';

export interface DesignerMeasured {
  readonly frames: Frames;
  /** Times that the picture was drawn anew. */
  readonly drawn: number;
  /** What the main thread worked in all that time, in ms. */
  readonly workMs: number;
}

/** The preview while a slider is dragged: dots with a gradient, whose direction turns. */
export async function measureDesigner(
  browser: Browser,
  place: { readonly origin: string; readonly state: State; readonly workspace: string },
  forMs: number,
): Promise<DesignerMeasured> {
  const { page, protocol, close } = await openPerson(browser, place.origin, place.state);
  await page.goto(`/app/w/${place.workspace}/codes`);
  const code = await page.locator('[data-code-row] a').first().getAttribute('href');
  await page.goto(`${code}?tab=design`);
  await page.getByText('Sunset', { exact: true }).click();
  const slider = page.getByRole('slider', { name: 'Direction' });
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  if (!box) throw new Error('there is no slider to drag');
  await page.evaluate(`(() => {
    window.drawn = 0;
    const picture = document.querySelector('[role=img] svg').parentElement;
    // Told once for all that one drawing changes.
    new MutationObserver(() => { window.drawn += 1; })
      .observe(picture, { childList: true, attributes: true, subtree: true });
  })()`);
  const before = await workOf(protocol);
  const counting = countFrames(page, forMs);
  await drag(page, box, forMs);
  const frames = await counting;
  const workMs = (await workOf(protocol)) - before;
  const drawn = await page.evaluate<number>('window.drawn');
  await close();
  return { frames, drawn, workMs };
}

/** To and fro, a step for each frame. */
async function drag(
  page: Page,
  {
    x,
    y,
    width,
    height,
  }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  forMs: number,
): Promise<void> {
  await page.mouse.move(x + 8, y + height / 2);
  await page.mouse.down();
  const end = performance.now() + forMs;
  for (let step = 0; performance.now() < end; step += 1) {
    const share = Math.abs(((step / 90) % 2) - 1);
    await page.mouse.move(x + 8 + share * (width - 16), y + height / 2);
  }
  await page.mouse.up();
}

async function workOf(protocol: CDPSession): Promise<number> {
  await protocol.send('Performance.enable');
  const { metrics } = await protocol.send('Performance.getMetrics');
  const secondsOf = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0;
  return (
    1000 * (secondsOf('ScriptDuration') + secondsOf('LayoutDuration') + secondsOf('RecalcStyleDuration'))
  );
}

export function designerFigures({ frames, drawn, workMs }: DesignerMeasured): Figure[] {
  return [
    {
      id: 'designer-work',
      what: 'designer: script, style and layout for each picture drawn while a slider is dragged',
      measured: workMs / Math.max(1, drawn),
      unit: 'ms',
      detail: `${drawn} pictures`,
    },
    {
      id: 'designer-frames',
      what: 'designer: frames dropped meanwhile',
      measured: frames.late,
      unit: '',
      detail: describeFrames(frames),
    },
  ];
}
