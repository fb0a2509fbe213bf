import type { Budget } from '../../core/designs/budget.ts';
import type { PictureSource } from '../../core/designs/picture.ts';
import { readRgba } from '../formats/read-rgba.ts';
import { findMissingLetters } from '../words/lay-out.ts';
import { weighDesign } from './weigh.ts';

/** As `weighDesign`, with a look at the logo's pixels and at the letters of the frame, which takes Node. */
export function weighPicture(source: PictureSource): Budget {
  const { logo, design } = source;
  const pixels = logo && { rgba: readRgba(logo), width: logo.width, height: logo.height };
  const missingLetters = findMissingLetters(design.frame?.text ?? '');
  return { ...weighDesign(source, pixels), ...(missingLetters.length > 0 && { missingLetters }) };
}
