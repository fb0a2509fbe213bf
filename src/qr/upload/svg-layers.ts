import { refusal } from './refusal.ts';
import { isIsolating, isNeutral, isolatingNames, matches, type StyleRule } from './svg-rules.ts';
import type { SvgElement } from './svg-tree.ts';

/** Drawn on a layer of their own, or clipped to their own size by one. */
const isolatedElements = new Set(['svg', 'symbol', 'marker', 'mask', 'clipPath', 'pattern', 'image']);
/** Copies that a filter begins with; each of its steps adds one. */
const filterLayers = 2;

/** Layers that are there at once for this element alone. */
export function layersOf(
  element: SvgElement,
  rules: readonly StyleRule[],
  classes: ReadonlySet<string>,
): number {
  if (element.name === 'filter') return filterLayers + element.children.length;
  const isIsolated =
    isolatedElements.has(element.name) ||
    isolatingNames.some((name) => !isNeutral(element.attributes.get(name) ?? 'none')) ||
    isIsolating(element.attributes.get('style') ?? '') ||
    rules.some((rule) => rule.isolates && matches(rule, element, classes));
  return isIsolated ? 1 : 0;
}

/** So many are drawn with as many pixels as are kept: 4 MB each. */
const fullLayers = 12;
/** Twice as many are drawn with half the pixels; more no logo has. */
const layersMax = 2 * fullLayers;

/** px of the longer side that layers of this number fit into the memory with. */
export function sideFor(layers: number, sideMax: number): number {
  if (layers > layersMax) {
    throw refusal(
      `is an SVG with more than ${layersMax} layers of transparency, masks or filters on one another: simplify it or send a PNG`,
    );
  }
  return Math.floor(sideMax * Math.min(1, Math.sqrt(fullLayers / layers)));
}
