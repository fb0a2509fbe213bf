import { refusal } from './refusal.ts';
import { layersOf } from './svg-layers.ts';
import { matches, rulesIn, type StyleRule } from './svg-rules.ts';
import { type SvgElement, tooMany } from './svg-tree.ts';
import { referencesIn } from './svg-values.ts';

/** Shapes that a file may come to when everything that is used again is counted again. */
const drawnMax = 20_000;
/** Levels of elements and of references through one another; those who draw call themselves for each. */
const depthMax = 256;

interface Cost {
  /** Elements that are drawn for this one, itself among them. */
  readonly drawn: number;
  readonly depth: number;
  /** Of pixels, that are there at once while it is drawn. */
  readonly layers: number;
}

interface Graph {
  readonly byId: ReadonlyMap<string, SvgElement>;
  readonly rules: readonly StyleRule[];
  readonly costs: Map<SvgElement, Cost | 'under way'>;
  readonly vertices: Map<SvgElement, number>;
}

/**
 * Follows every reference as whoever draws would: one that comes back to where it began never ends, and few that each
 * use two others twenty levels deep are a million shapes. Both are refused before anything is drawn.
 *
 * @returns how many layers of pixels are there at once while it is drawn
 */
export function checkReferences(root: SvgElement): number {
  const graph: Graph = { byId: idsIn(root), rules: rulesIn(root), costs: new Map(), vertices: new Map() };
  return costOf(root, graph, 0).layers;
}

function costOf(element: SvgElement, graph: Graph, depthAbove: number): Cost {
  const known = graph.costs.get(element);
  if (known === 'under way')
    throw refusal('is an SVG that uses a part of itself inside that part: simplify it');
  if (known) return checked(known, depthAbove);
  if (depthAbove > depthMax) throw tooDeep();
  graph.costs.set(element, 'under way');
  let drawn = 1;
  let depth = 0;
  let layers = 0;
  const classes = new Set(element.attributes.get('class')?.split(/\s+/));
  for (const { target, times } of drawnBy(element, classes, graph)) {
    const cost = costOf(target, graph, depthAbove + 1);
    drawn += cost.drawn * times;
    depth = Math.max(depth, cost.depth);
    layers = Math.max(layers, cost.layers);
    if (drawn > drawnMax) throw tooMany();
  }
  const cost = { drawn, depth: depth + 1, layers: layers + layersOf(element, graph.rules, classes) };
  graph.costs.set(element, cost);
  return cost;
}

function checked(cost: Cost, depthAbove: number): Cost {
  if (depthAbove + cost.depth > depthMax) throw tooDeep();
  return cost;
}

function tooDeep(): Error {
  return refusal('is an SVG whose parts use one another too deeply: simplify it');
}

function* drawnBy(
  element: SvgElement,
  classes: ReadonlySet<string>,
  graph: Graph,
): Generator<{ readonly target: SvgElement; readonly times: number }> {
  for (const child of element.children) yield { target: child, times: 1 };
  const named = new Set<string>();
  for (const [name, value] of element.attributes) {
    if (name === 'href' && value.startsWith('#')) named.add(value.slice(1));
    for (const id of referencesIn(value)) named.add(id);
  }
  for (const rule of graph.rules) {
    if (matches(rule, element, classes)) for (const id of rule.references) named.add(id);
  }
  for (const id of named) {
    const target = graph.byId.get(id);
    if (target) yield { target, times: target.name === 'marker' ? verticesOf(element, graph) : 1 };
  }
}

/** A marker is drawn at every vertex: no path has more than numbers. Groups pass theirs on to all inside. */
function verticesOf(element: SvgElement, graph: Graph): number {
  const known = graph.vertices.get(element);
  if (known !== undefined) return known;
  const own = `${element.attributes.get('d') ?? ''} ${element.attributes.get('points') ?? ''}`;
  const inside = element.children.reduce((sum, child) => sum + verticesOf(child, graph), 0);
  const vertices = 2 + inside + (own.match(/\d+/g)?.length ?? 0);
  graph.vertices.set(element, vertices);
  return vertices;
}

function idsIn(root: SvgElement): ReadonlyMap<string, SvgElement> {
  const byId = new Map<string, SvgElement>();
  const visit = (element: SvgElement) => {
    const id = element.attributes.get('id');
    if (id !== undefined && byId.has(id))
      throw refusal(`is an SVG with two parts of the same id: export it again`);
    if (id !== undefined) byId.set(id, element);
    for (const child of element.children) visit(child);
  };
  visit(root);
  return byId;
}
