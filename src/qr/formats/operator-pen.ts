import type { Pen } from '../draw/scene.ts';

/** How far the handles of a quarter circle stand off, in radii: 4/3 × (√2 − 1); 0.03 % off a circle at most. */
const kappa = 0.5523;

/** No exponents and no more than four decimals, which PDF and PostScript both read. */
export function decimal(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Math.round(value * 1e4) / 1e4);
}

/** A thousandth of a module or of an em, both of which are a few centimetres at most. */
const precision = 1000;
const kept = 1 << 18;
/** Filled at once: one that grows by leaps becomes a slow table. */
const written: string[] = new Array<string>(kept).fill('');

/** Turning numbers into words is most of what drawing costs, and the same ones come again. */
function digits(value: number): string {
  const thousandths = Math.round(value * precision);
  const known = written[thousandths];
  if (known !== undefined && known !== '') return known;
  const words = String(thousandths / precision);
  if (thousandths >= 0 && thousandths < kept) written[thousandths] = words;
  return words;
}

/** Ten numbers, each written once: dots are most of what many designs draw. */
function circlePath(x: number, y: number, radius: number): string {
  const handle = kappa * radius;
  const [centreX, centreY] = [digits(x), digits(y)];
  const [left, right, top, bottom] = [x - radius, x + radius, y - radius, y + radius].map(digits);
  const [west, east, north, south] = [x - handle, x + handle, y - handle, y + handle].map(digits);
  return (
    `${right} ${centreY} m\n${right} ${south} ${east} ${bottom} ${centreX} ${bottom} c\n` +
    `${west} ${bottom} ${left} ${south} ${left} ${centreY} c\n` +
    `${left} ${north} ${west} ${top} ${centreX} ${top} c\n` +
    `${east} ${top} ${right} ${north} ${right} ${centreY} c\nh\n`
  );
}

export interface OperatorPen extends Pen {
  /** What was drawn since the last call. */
  take(): string;
}

/**
 * Writes paths by the operators of PDF (ISO 32000-1, 8.5.2): `m`, `l`, `c`, `h` and `re`. The prologue of our EPS gives
 * PostScript's operators the same names.
 */
export function createOperatorPen(): OperatorPen {
  let path = '';
  return {
    moveTo(x, y) {
      path += `${digits(x)} ${digits(y)} m\n`;
    },
    lineTo(x, y) {
      path += `${digits(x)} ${digits(y)} l\n`;
    },
    curveTo(x1, y1, x2, y2, x, y) {
      path += `${digits(x1)} ${digits(y1)} ${digits(x2)} ${digits(y2)} ${digits(x)} ${digits(y)} c\n`;
    },
    close() {
      path += 'h\n';
    },
    rect(x, y, width, height) {
      path += `${digits(x)} ${digits(y)} ${digits(width)} ${digits(height)} re\n`;
    },
    circle(x, y, radius) {
      path += circlePath(x, y, radius);
    },
    take() {
      const taken = path;
      path = '';
      return taken;
    },
  };
}
