import type { Design } from '../../src/http/dashboard/wire-designs.ts';
import { drawSvg } from '../drawing/draw-svg.ts';
import { type Fitted, findFitted, keepFitted } from '../drawing/fitting.ts';
import type { DrawnLogo } from '../drawing/logo.ts';
import type { Subject } from '../drawing/subject.ts';
import { noWords } from '../drawing/words.ts';
import type { Studio } from './studio.ts';

/** A picture that does not change. */
export interface Still {
  readonly svg: string;
  readonly address: string | null;
  readonly subject: Subject;
  readonly logo: DrawnLogo | null;
  /** Its logo was deleted, and it is drawn without. */
  readonly lacksLogo: boolean;
}

/** Null where the text fits no symbol. */
export async function drawStill(studio: Studio, text: string, design: Design): Promise<Still | null> {
  const logo = design.logo === null ? null : await studio.loadLogo(design.logo.image);
  if (design.frame !== null) await studio.words.load(design.frame.text);
  await studio.turn();
  const subject: Subject = { text, design, logo };
  const fitted = await fitAny(studio, subject, logo);
  if (fitted === null) return null;
  const outline = (design.frame && studio.words.find(design.frame.text)) ?? noWords;
  const svg = drawSvg(subject, fitted, outline);
  const lacksLogo = design.logo !== null && logo === null;
  return { svg, address: logo?.address ?? null, subject, logo, lacksLogo };
}

async function fitAny(studio: Studio, subject: Subject, logo: DrawnLogo | null): Promise<Fitted | null> {
  const quick = findFitted(subject);
  if (quick !== undefined) return quick;
  const { fitted } = await studio.scales.fit(subject, logo);
  keepFitted(subject, fitted);
  return fitted;
}
