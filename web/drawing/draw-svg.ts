import { composeScene } from '../../src/qr/draw/compose-scene.ts';
import type { OutlineText } from '../../src/qr/draw/scene.ts';
import { renderSceneSvg } from '../../src/qr/formats/svg.ts';
import type { Fitted } from './fitting.ts';
import { type Subject, sourceOf } from './subject.ts';

/** Where the address of a logo will stand: a long one would be read anew with every picture. */
const noAddress = '';

/** The server's SVG of a design, 512 px wide, but for the address of its logo. */
export function drawSvg(subject: Subject, fitted: Fitted, outline: OutlineText): string {
  return renderSceneSvg(composeScene(sourceOf(subject), fitted, outline), sizePx, '', () => noAddress);
}

/** As wide as a picture is that nobody asked another size of. */
const sizePx = 512;
