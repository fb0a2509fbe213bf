import { expect, test } from 'vitest';
import { plainDesign } from '../../core/designs/design.ts';
import type { SheetLabel, SheetOptions } from '../../core/designs/sheet.ts';
import { layoutOf } from '../../core/designs/sheet-layouts.ts';
import { drawSheetPage } from './sheet-page.ts';

const layout = layoutOf({ grid: 'avery-l7160' });
if ('problem' in layout) throw new Error(layout.problem);
const options: SheetOptions = {
  layout,
  codeMm: null,
  cropMarks: false,
  ink: 'rgb',
  skip: 0,
  title: 'Labels',
};

test('a page that nobody waits for any more ends at the label that it has come to', async () => {
  const source = { text: 'https://q.test/a', design: plainDesign, logo: null };
  const stop = new AbortController();
  let drawn = 0;
  const onLabel = () => {
    drawn += 1;
    // As in a thread, which hears of it by a message: when what it does lets it.
    if (drawn === 1) setImmediate(() => stop.abort(new Error('gone')));
    return [];
  };
  const labels = Array.from({ length: 20 }, (): SheetLabel => {
    return {
      source,
      get captions() {
        return onLabel();
      },
    };
  });
  await expect(drawSheetPage(labels, options, stop.signal)).rejects.toThrow('gone');
  expect(drawn).toBeLessThan(5);
});
