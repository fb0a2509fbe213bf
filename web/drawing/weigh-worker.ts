import { assess } from '../../src/qr/budget/assess.ts';
import type { LogoPixels } from '../../src/qr/budget/logo-pixels.ts';
import { weighDesign } from '../../src/qr/budget/weigh.ts';
import { fitNow } from './fitting.ts';
import { sourceOf } from './subject.ts';
import type { Answer, Question } from './weigh-wire.ts';

/** Of the logos that came along with a question. */
const logos = new Map<string, LogoPixels>();

function answer({ id, task, subject, pixels }: Question): Answer {
  if (pixels !== null && subject.logo !== null) logos.set(subject.logo.id, pixels);
  const fitted = fitNow(subject);
  if (fitted === null) return { id, fitted, facts: null, budget: null };
  const source = sourceOf(subject);
  const known = subject.logo === null ? null : (logos.get(subject.logo.id) ?? null);
  if (task === 'weigh') return { id, fitted, facts: null, budget: weighDesign(source, known) };
  const { blocks, worst, margin, lost, safe } = assess(source, fitted, known);
  const { version, errorCorrection, mask, size } = fitted;
  const symbol = { version, errorCorrection, mask, size };
  const facts = { symbol, blocks, worstBlock: worst.block, margin, lost, safe };
  return { id, fitted, facts, budget: null };
}

self.addEventListener('message', ({ data }: MessageEvent<Question>) => self.postMessage(answer(data)));
