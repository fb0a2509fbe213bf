import { geoArea, geoEqualEarth, geoPath } from 'd3-geo';
import { feature, type merge } from 'topojson-client';

/**
 * The world as paths, made while the app is built: neither the atlas nor what projects it goes to the browser. Runs in
 * Node alone; `vite.config.ts` offers the result as `virtual:world-shapes`.
 */
export interface WorldShapes {
  /** Both in units of the drawing, of which the paths have whole ones. */
  readonly width: number;
  readonly height: number;
  readonly countries: readonly CountryShape[];
  /** Land that has no ISO 3166-1 code of its own. */
  readonly rest: string;
}

export interface CountryShape {
  /** ISO 3166-1 alpha-2, and XK. */
  readonly code: string;
  /** '' for what is drawn as a dot. */
  readonly path: string;
  /** Where it is: of its largest part. */
  readonly x: number;
  readonly y: number;
}

/** About twice as fine as the widest map on the page, in CSS pixels. */
const width = 2_000;
/** How far, in units, an outline may be from the true one. */
const tolerance = 0.9;
/** Parts of less, in square units, are not seen: islands are left out, and countries become dots. */
const islandMin = 7;
const countryMin = 20;

/** What the atlas has without a number (ISO 3166-1 has none of them). */
const unnumbered: Readonly<Record<string, string>> = { Kosovo: 'XK', Somaliland: 'SO', 'N. Cyprus': 'CY' };

/** Codes that databases of places know and the atlas has no shape of: degrees of longitude and latitude. */
const places: Readonly<Record<string, readonly [number, number]>> = {
  AQ: [-58.9, -62.1],
  BQ: [-68.27, 12.18],
  BV: [3.35, -54.42],
  CC: [96.83, -12.16],
  CX: [105.63, -10.49],
  GF: [-53.1, 3.9],
  GI: [-5.35, 36.14],
  GP: [-61.55, 16.25],
  MQ: [-61.02, 14.64],
  RE: [55.53, -21.12],
  SJ: [16, 78.5],
  TK: [-171.85, -9.17],
  TV: [179.2, -8.52],
  UM: [166.63, 19.3],
  YT: [45.15, -12.83],
};

/** The seam is where no land is but of two islands: at 169 degrees west. */
const seam = -11;
/** Latitudes of the north of Greenland, and of what of Antarctica is not drawn. */
const northernmost = 83.7;
const southernmost = -63;

type Point = readonly [x: number, y: number];
type Ring = readonly Point[];

/** Equal Earth: areas are true, and so is how much of the world a colour fills. */
const projection = (() => {
  const flat = geoEqualEarth().rotate([seam, 0]).precision(0).fitWidth(width, { type: 'Sphere' });
  const [left, top] = flat.translate();
  const [, north] = flat([-seam, northernmost]) ?? [0, 0];
  return flat.translate([left, top - north]);
})();

function project(longitude: number, latitude: number): Point {
  const [x, y] = projection([longitude, latitude]) ?? [0, 0];
  return [Math.round(x), Math.round(y)];
}

type Atlas = Parameters<typeof merge>[0];
type Countries = Exclude<Parameters<typeof merge>[1], readonly unknown[]>;
/** Degrees: longitude, latitude. */
type Position = number[];
/** All that the atlas has. */
type Geometry =
  | { readonly type: 'Polygon'; readonly coordinates: Position[][] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: Position[][][] };

/** @param atlas `countries-50m.json` of world-atlas */
export function drawWorld(atlas: Atlas): WorldShapes {
  const coarse: Atlas = { ...atlas, arcs: atlas.arcs.map((arc) => simplifyArc(arc, atlas)) };
  // These arcs are degrees.
  delete coarse.transform;
  const [exact, seen] = [ringsByCode(atlas), ringsByCode(coarse)];
  const rest = (seen.get('') ?? []).map(renderRing).join('');
  const codes = [...exact.keys()].filter((code) => code !== '' && code !== 'AQ');
  const drawn = codes.map((code) => shapeOf(code, exact.get(code) ?? [], seen.get(code) ?? []));
  const dots = Object.entries(places).map(([code, [longitude, latitude]]) => {
    const [x, y] = project(longitude, latitude);
    return { code, path: '', x, y };
  });
  const [, height] = project(-seam, southernmost);
  // Dots last, so that no country lies on them.
  const isDot = ({ path }: CountryShape) => Number(path === '');
  const countries = [...drawn, ...dots].toSorted((a, b) => isDot(a) - isDot(b));
  return { width, height, countries, rest };
}

function ringsByCode(topology: Atlas): ReadonlyMap<string, readonly Ring[]> {
  const rings = new Map<string, readonly Ring[]>();
  const countries = topology.objects.countries as Countries;
  for (const { id, properties, geometry } of feature(topology, countries).features) {
    const code = codeOf(id, (properties as { name: string }).name);
    const polygons = polygonsOf(geometry as Geometry).filter((polygon) => !isCollapsed(polygon));
    rings.set(code, [...(rings.get(code) ?? []), ...polygons.flatMap(ringsOf)]);
  }
  return rings;
}

function polygonsOf(geometry: Geometry): readonly Position[][][] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

/** An island of which less than a triangle is left: on a sphere it would be everything but the island. */
function isCollapsed(polygon: Position[][]): boolean {
  const isFlat = polygon.some((ring) => ring.length < 4);
  return isFlat || geoArea({ type: 'Polygon', coordinates: polygon }) > 2 * Math.PI;
}

/** A point as it is drawn, and in degrees. */
type Both = readonly [x: number, y: number, degrees: Position];

function simplifyArc(arc: Position[], { transform }: Atlas): Position[] {
  const { scale, translate } = transform ?? { scale: [1, 1], translate: [0, 0] };
  let [x, y] = [0, 0];
  // Each point but the first is told as the way from the one before (TopoJSON 2.1.4).
  const points = arc.map(([dx = 0, dy = 0]): Both => {
    [x, y] = [x + dx, y + dy];
    const degrees: [number, number] = [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    return [...(projection(degrees) ?? [0, 0]), degrees];
  });
  return simplify(points).map(([, , degrees]) => degrees);
}

/** Drawn and cut at the seam; rings of land and of lakes alike. */
function ringsOf(polygon: Position[][]): Ring[] {
  const rings: Point[][] = [];
  const pen = {
    beginPath() {},
    moveTo: (x: number, y: number) => void rings.push([[x, y]]),
    lineTo: (x: number, y: number) => void rings.at(-1)?.push([x, y]),
    closePath() {},
    arc() {},
  };
  geoPath(projection, pen)({ type: 'Polygon', coordinates: polygon });
  return rings;
}

/** Ramer, Douglas and Peucker, 1972-73. A border of two countries is one arc, and stays one. */
function simplify(points: readonly Both[]): readonly Both[] {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return points;
  let [farthest, at] = [0, 0];
  for (const [index, point] of points.entries()) {
    const away = distance(point, first, last);
    if (away > farthest) [farthest, at] = [away, index];
  }
  if (farthest <= tolerance) return points.length > 1 ? [first, last] : points;
  return [...simplify(points.slice(0, at + 1)), ...simplify(points.slice(at)).slice(1)];
}

/** From a point to a segment, or to its end where the two ends are one. */
function distance([x, y]: Both, [ax, ay]: Both, [bx, by]: Both): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = length === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length;
  const part = Math.min(1, Math.max(0, along));
  return Math.hypot(x - ax - part * (bx - ax), y - ay - part * (by - ay));
}

/** Numbers are the same places' names in another code: CLDR, and with it every canonical tag, knows which. */
function codeOf(id: string | number | undefined, name: string): string {
  if (id === undefined) return unnumbered[name] ?? '';
  return Intl.getCanonicalLocales(`und-${id}`)[0]?.slice('und-'.length) ?? '';
}

function shapeOf(code: string, exact: readonly Ring[], seen: readonly Ring[]): CountryShape {
  const largest = exact.toSorted((a, b) => areaOf(b) - areaOf(a))[0] ?? [];
  const parts = areaOf(largest) < countryMin ? [] : seen.filter((ring) => areaOf(ring) >= islandMin);
  const [x, y] = middleOf(largest);
  return { code, path: parts.map(renderRing).join(''), x, y };
}

/** From each corner to the next, and from the last to the first. */
function edgesOf(ring: Ring): readonly (readonly [ax: number, ay: number, bx: number, by: number])[] {
  return ring.map(([x, y], index) => [x, y, ...(ring[(index + 1) % ring.length] ?? [x, y])]);
}

function areaOf(ring: Ring): number {
  return Math.abs(edgesOf(ring).reduce((sum, [ax, ay, bx, by]) => sum + ax * by - bx * ay, 0)) / 2;
}

/** The centre of gravity; of what has no area its first point. */
function middleOf(ring: Ring): Point {
  let [area, x, y] = [0, 0, 0];
  for (const [ax, ay, bx, by] of edgesOf(ring)) {
    const cross = ax * by - bx * ay;
    [area, x, y] = [area + cross, x + (ax + bx) * cross, y + (ay + by) * cross];
  }
  const [firstX, firstY] = ring[0] ?? [0, 0];
  const [middleX, middleY] = Math.abs(area) < 1 ? [firstX, firstY] : [x / (3 * area), y / (3 * area)];
  return [Math.round(middleX), Math.round(middleY)];
}

/** In whole units, each point told from the one before: half as long as places on the page. */
function renderRing(ring: Ring): string {
  const points = ring.map(([x, y]): Point => [Math.round(x), Math.round(y)]);
  const [[startX, startY] = [0, 0]] = points;
  const steps = points.slice(1).map(([x, y], index) => {
    const [fromX, fromY] = points[index] ?? [x, y];
    return [x - fromX, y - fromY] as const;
  });
  const told = steps.filter(([dx, dy]) => dx !== 0 || dy !== 0).map((step) => step.join(' '));
  return told.length < 2 ? '' : `M${startX} ${startY}l${told.join(' ').replaceAll(' -', '-')}z`;
}
