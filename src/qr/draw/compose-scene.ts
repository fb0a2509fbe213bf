import type { Design, Frame } from '../../core/designs/design.ts';
import type { PictureSource } from '../../core/designs/picture.ts';
import type { Matrix } from '../matrix.ts';
import { type Box, clearedBox, logoBox } from './cover.ts';
import { type DrawEyePart, eyeDrawing } from './eye-shapes.ts';
import { type FrameLayout, type Layout, layOutPicture } from './layout.ts';
import { shapeDrawings } from './module-shapes.ts';
import { drawBox } from './outlines.ts';
import type { FillLayer, ImageLayer, Layer, OutlineText, Pen, Scene } from './scene.ts';
import { eyeCorners, eyePlace, symbolGrid, takeAlignment } from './symbol-grid.ts';
import { traceOutlines } from './trace-outlines.ts';
import { setWords } from './words.ts';

/** A design's picture of a symbol. What the design leaves out (a logo that is null, say) is not drawn. */
export function composeScene({ design, logo }: PictureSource, matrix: Matrix, outline: OutlineText): Scene {
  const layout = layOutPicture(design, matrix.size);
  const layers: Layer[] = [];
  const background = backgroundLayer(design, layout);
  if (background !== null) layers.push(background);
  const box = design.logo !== null && logo !== null ? logoBox(design.logo, logo, matrix.size) : null;
  const cleared = design.logo !== null && box !== null ? clearedBox(design.logo, box, matrix.size) : null;
  layers.push(...symbolLayers(design, layout, matrix, cleared));
  if (design.frame !== null && layout.frame !== null) {
    layers.push(...frameLayers(design.frame, layout.frame, layout, outline));
  }
  if (logo !== null && box !== null) {
    const { x, y } = layout.symbol;
    const image: ImageLayer = {
      kind: 'image',
      logo,
      x: x + box.left,
      y: y + box.top,
      width: box.right - box.left,
      height: box.bottom - box.top,
    };
    layers.push(image);
  }
  const { width, height, symbol } = layout;
  return { width, height, symbol, layers };
}

function backgroundLayer({ background }: Design, { width, height, frame }: Layout): FillLayer | null {
  if (background === null) return null;
  const window = frame?.window ?? null;
  if (window === null) {
    return {
      kind: 'fill',
      role: 'background',
      paint: background,
      crisp: true,
      draw: (pen) => pen.rect(0, 0, width, height),
    };
  }
  // Nothing of it shows at the rounded corners of the box, which lies over its edge.
  const inset = window.x / 2;
  return {
    kind: 'fill',
    role: 'background',
    paint: background,
    crisp: false,
    draw: (pen) => {
      const rounding = window.outerRounding - inset;
      drawBox(pen, inset, inset, width - 2 * inset, height - 2 * inset, even(rounding), 'solid');
    },
  };
}

function symbolLayers(
  { modules, eyes, rotation }: Design,
  { symbol }: Layout,
  matrix: Matrix,
  cleared: Box | null,
): readonly FillLayer[] {
  const { x: left, y: top, size } = symbol;
  const shape = shapeDrawings[modules.shape];
  const grid = symbolGrid(matrix, rotation, cleared);
  const corners = shape.alignment;
  const alignment = corners === null ? null : takeAlignment(grid, matrix.version, rotation, corners.joined);
  const { frame, ball } = eyeDrawing(eyes);
  const isCrisp = eyes.frame.shape === 'square' && eyes.ball.shape === 'square';
  const atEyes = (draw: DrawEyePart) => (pen: Pen) => {
    for (const corner of eyeCorners(rotation)) {
      const { x, y } = eyePlace(corner, size);
      draw(pen, left + x, top + y, corner);
    }
  };
  return [
    {
      kind: 'fill',
      role: 'modules',
      paint: modules.color,
      crisp: shape.crisp,
      draw: (pen) => {
        shape.draw(pen, grid, left, top);
        if (alignment !== null && corners !== null) traceOutlines(pen, alignment, left, top, corners);
      },
    },
    {
      kind: 'fill',
      role: 'eye_frame',
      paint: eyes.frame.color ?? modules.color,
      crisp: isCrisp,
      draw: atEyes(frame),
    },
    {
      kind: 'fill',
      role: 'eye_ball',
      paint: eyes.ball.color ?? modules.color,
      crisp: isCrisp,
      draw: atEyes(ball),
    },
  ];
}

function frameLayers(
  frame: Frame,
  { words, bar, window }: FrameLayout,
  { width, height }: Layout,
  outline: OutlineText,
): readonly FillLayer[] {
  const layers: FillLayer[] = [];
  if (bar !== null || window !== null) {
    layers.push({
      kind: 'fill',
      role: 'frame',
      paint: frame.color,
      crisp: false,
      draw: (pen) => {
        if (bar !== null) drawBox(pen, bar.x, bar.y, bar.width, bar.height, even(bar.rounding), 'solid');
        if (window === null) return;
        drawBox(pen, 0, 0, width, height, even(window.outerRounding), 'solid');
        drawBox(pen, window.x, window.y, window.width, window.height, even(window.rounding), 'hole');
      },
    });
  }
  const set = setWords(frame.text, outline, words);
  layers.push({
    kind: 'fill',
    role: 'words',
    paint: layers.length > 0 ? frame.text_color : frame.color,
    crisp: false,
    draw: set.draw,
  });
  return layers;
}

function even(rounding: number): readonly [number, number, number, number] {
  return [rounding, rounding, rounding, rounding];
}
