import { isReadableOn } from '../../src/core/designs/contrast.ts';
import {
  type Design,
  errorCorrections,
  eyeBallShapes,
  eyeFrameShapes,
  framePositions,
  frameShapes,
  moduleShapes,
  rotations,
} from '../../src/core/designs/design.ts';

/** What can be chosen, in the order in which it is offered. */
export const choices = {
  ...{ moduleShapes, eyeFrameShapes, eyeBallShapes, frameShapes, framePositions },
  errorCorrections: ['auto', ...errorCorrections],
  rotations,
} as const;

/** Fields whose colour no scanner tells from what lies behind it: the server refuses to save them. */
export function findUnreadable({ modules, eyes, background, frame }: Design): readonly string[] {
  const onGround = [
    ['modules.color', modules.color],
    ['eyes.frame.color', eyes.frame.color],
    ['eyes.ball.color', eyes.ball.color],
    ['frame.color', frame?.shape === 'text' ? frame.color : null],
  ] as const;
  const pale = onGround.flatMap(([field, paint]) =>
    background === null || paint === null || isReadableOn(background, paint) ? [] : [field as string],
  );
  if (frame === null || frame.shape === 'text' || isReadableOn(frame.color, frame.text_color)) return pale;
  return [...pale, 'frame.text_color'];
}
