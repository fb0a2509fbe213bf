import { expect, test } from 'vitest';
import { plainDesign } from '../../src/core/designs/design.ts';
import { createDraft } from './draft.ts';

const quiet = (zone: number) => ({ ...plainDesign, quiet_zone: zone });
const widen = (zone: number) => () => quiet(zone);

test('a slider that is drawn is one step back, and another change another', () => {
  let at = 0;
  const draft = createDraft(plainDesign, () => at);
  for (const zone of [5, 6, 7]) {
    at += 100;
    draft.change(widen(zone), 'quiet_zone');
  }
  at += 5_000;
  draft.change(widen(9), 'quiet_zone');
  draft.change((design) => ({ ...design, rotation: 90 }), 'rotation');
  draft.undo();
  expect(draft.get().design).toEqual(quiet(9));
  draft.undo();
  expect(draft.get().design).toEqual(quiet(7));
  draft.undo();
  expect(draft.get()).toMatchObject({ design: plainDesign, canUndo: false, canRedo: true });
  draft.redo();
  expect(draft.get().design).toEqual(quiet(7));
  draft.change(widen(2), 'quiet_zone');
  expect(draft.get().canRedo).toBe(false);
});

test('what the server has is followed by whoever has changed nothing, and waits for whoever has', () => {
  const draft = createDraft(plainDesign);
  draft.follow(quiet(6));
  expect(draft.get().design).toEqual(quiet(6));
  draft.change(widen(8), 'quiet_zone');
  draft.follow(quiet(1));
  expect(draft.get()).toMatchObject({ design: quiet(8), saved: quiet(1) });
  draft.follow(quiet(8));
  expect(draft.get()).toMatchObject({ design: quiet(8), saved: quiet(8) });
  draft.undo();
  expect(draft.get().design).toEqual(quiet(6));
});
