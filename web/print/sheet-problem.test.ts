import { expect, test } from 'vitest';
import { plainDesign } from '../../src/core/designs/design.ts';
import { layoutOf } from '../../src/core/designs/sheet-layouts.ts';
import { readSheetProblem } from './sheet-problem.ts';

test('what the server says of layouts has words in every language', () => {
  const say = (request: Parameters<typeof layoutOf>[0]) => {
    const layout = layoutOf(request);
    return 'problem' in layout ? readSheetProblem(layout.problem) : undefined;
  };
  expect(say({ columns: 100 })).toEqual({ key: 'label', numbers: [1.9, 5] });
  expect(say({ columns: 5, labelWidth: 60 })).toMatchObject({ key: 'page' });
  expect(say({ labelWidth: 60, columns: 3, marginLeft: 40 })).toEqual({ key: 'edge', numbers: [210] });
  const tiny = { columns: 100, rows: 100, labelWidth: 5, labelHeight: 5 } as const;
  const large = { paper: 'custom', pageWidth: 1_000, pageHeight: 1_000 } as const;
  expect(say({ ...large, ...tiny })).toEqual({ key: 'pageful', numbers: [5_000] });
});

test('what the drawing says of labels has words too, and anything else has none', () => {
  expect(readSheetProblem('code_mm: label 1: there is room for a picture of 26.5 mm, not of 60 mm')).toEqual({
    key: 'room',
    numbers: [26.5, 60],
  });
  const thin = `label 3: its modules would be 0.1 mm wide, the least is 0.25 mm: the picture must be at least ${(33 + 2 * plainDesign.quiet_zone) / 4} mm wide`;
  expect(readSheetProblem(thin)).toEqual({ key: 'modules', numbers: [10.25] });
  expect(readSheetProblem('skip: must be less than the 21 labels of the page')).toMatchObject({
    key: 'skip',
  });
  expect(readSheetProblem('The server is stopping')).toBeUndefined();
});
