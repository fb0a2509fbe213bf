import type { FillLayer, Pen, Scene } from '../draw/scene.ts';

/**
 * The scene with what its picture ends in reaching `by` modules further on all sides: the background, and the border
 * of a box, which has no round corners then.
 */
export function prolong(scene: Scene, by: number): Scene {
  const layers = scene.layers.map((layer) =>
    layer.kind === 'fill' && (layer.role === 'background' || layer.role === 'frame')
      ? { ...layer, draw: (pen: Pen) => drawProlonged(layer, scene, by, pen) }
      : layer,
  );
  return { ...scene, layers };
}

type Step = (pen: Pen) => void;

/** Each outline as it is, but for those that touch all edges of the picture: a rectangle stands for them. */
function drawProlonged(layer: FillLayer, { width, height }: Scene, by: number, pen: Pen): void {
  let steps: Step[] = [];
  let [left, top, right, bottom] = [width, height, 0, 0];
  const reach = (x: number, y: number) => {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  };
  const end = () => {
    const isOuter = left <= 0 && top <= 0 && right >= width && bottom >= height;
    if (isOuter) pen.rect(-by, -by, width + 2 * by, height + 2 * by);
    else for (const step of steps) step(pen);
    steps = [];
    [left, top, right, bottom] = [width, height, 0, 0];
  };
  layer.draw({
    moveTo(x, y) {
      reach(x, y);
      steps.push((to) => to.moveTo(x, y));
    },
    lineTo(x, y) {
      reach(x, y);
      steps.push((to) => to.lineTo(x, y));
    },
    curveTo(x1, y1, x2, y2, x, y) {
      reach(x, y);
      steps.push((to) => to.curveTo(x1, y1, x2, y2, x, y));
    },
    close() {
      steps.push((to) => to.close());
      end();
    },
    rect(x, y, wide, high) {
      reach(x, y);
      reach(x + wide, y + high);
      steps.push((to) => to.rect(x, y, wide, high));
      end();
    },
    circle(x, y, radius) {
      steps.push((to) => to.circle(x, y, radius));
      end();
    },
  });
}
