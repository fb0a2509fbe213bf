import { refusal } from './refusal.ts';
import { readTokens, type SvgToken } from './svg-tokens.ts';
import { checkAttribute, checkStyleSheet } from './svg-values.ts';

/** An element as it will be drawn: names without prefix, and only what belongs to a still picture. */
export interface SvgElement {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly children: SvgElement[];
  /** Of a `style`: its rules. '' for all others. */
  text: string;
}

export const svgNamespace = 'http://www.w3.org/2000/svg';
const xlinkNamespace = 'http://www.w3.org/1999/xlink';

/** Deep enough for every drawing program; readers of trees call themselves for each level. */
const depthMax = 128;
const elementsMax = 20_000;

/** What is drawn. Everything else is left out with all inside it: descriptions, animations, notes of editors. */
const drawn = new Set(
  `svg g defs symbol use switch a style path rect circle ellipse line polyline polygon image linearGradient
  radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix feComponentTransfer feComposite
  feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG
  feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight
  feTile feTurbulence`.split(/\s+/),
);

/** By name without prefix, in lower case: what runs or embeds, with what to do about it. */
const refused: Readonly<Record<string, string>> = {
  script: 'scripts: save it as plain SVG',
  handler: 'scripts: save it as plain SVG',
  foreignobject: 'embedded pages: save it as plain SVG',
  iframe: 'embedded pages: save it as plain SVG',
  object: 'embedded pages: save it as plain SVG',
  embed: 'embedded pages: save it as plain SVG',
  html: 'embedded pages: save it as plain SVG',
  link: 'links to style sheets: save it as plain SVG',
  text: 'text, whose font is not at hand: turn text into paths',
  font: 'fonts: turn text into paths',
};

/** Reads the whole file into what will be drawn, and refuses what a logo has no use for. */
export function readSvgTree(text: string): SvgElement {
  const open: (SvgElement | null)[] = [];
  const names: string[] = [];
  let root: SvgElement | undefined;
  let elements = 0;
  for (const token of readTokens(text)) {
    if (token.kind === 'text') addText(open, token.text);
    else if (token.kind === 'close') {
      if (names.pop() !== token.name) throw refusal('is not well-formed SVG: export it again');
      open.pop();
    } else {
      elements += 1;
      if (elements > elementsMax) throw tooMany();
      if (names.length >= depthMax) throw refusal('is an SVG that is nested too deeply: simplify it');
      if (names.length === 0 && root) throw refusal('is not well-formed SVG: export it again');
      const element = elementOf(token, names.length === 0 ? undefined : (open.at(-1) ?? null));
      if (names.length === 0) root = element ?? undefined;
      else if (element) open.at(-1)?.children.push(element);
      if (!token.empty) {
        open.push(element);
        names.push(token.name);
      }
    }
  }
  if (!root) throw refusal('holds no SVG picture');
  if (names.length > 0) throw refusal('is an SVG that ends early: send the whole file');
  checkStyles(root);
  return root;
}

export function tooMany(): Error {
  return refusal(
    `is an SVG of more than ${elementsMax} shapes, counted as often as they are drawn: simplify it or send a PNG`,
  );
}

/** @param parent null where that is left out, undefined for the first element */
function elementOf(
  token: SvgToken & { readonly kind: 'open' },
  parent: SvgElement | null | undefined,
): SvgElement | null {
  const local = token.name.slice(token.name.indexOf(':') + 1);
  const why = refused[local.toLowerCase()];
  if (why !== undefined) throw refusal(`is an SVG with ${why}`);
  const attributes = new Map<string, string>();
  for (const [name, value] of token.attributes) {
    const kept = checkAttribute(name, value, token.attributes);
    if (kept !== undefined && !attributes.has(kept)) attributes.set(kept, value);
  }
  checkNamespaces(token.attributes);
  if (parent === undefined) {
    const isSvg = token.name === 'svg' && token.attributes.get('xmlns') === svgNamespace;
    if (!isSvg)
      throw refusal('is no plain SVG: its first element must be svg, with xmlns and without a prefix');
  } else if (parent === null || !drawn.has(token.name)) return null;
  if ((token.attributes.get('xmlns') ?? svgNamespace) !== svgNamespace) return null;
  return { name: token.name, attributes, children: [], text: '' };
}

/** A prefix for SVG or a strange one for links would make what is written here mean something else elsewhere. */
function checkNamespaces(attributes: ReadonlyMap<string, string>): void {
  for (const [name, value] of attributes) {
    const isStrange =
      (name.startsWith('xmlns:') && value === svgNamespace && name !== 'xmlns:svg') ||
      (name === 'xmlns:xlink' && value !== xlinkNamespace);
    if (isStrange) throw refusal('is no plain SVG: its names have prefixes of their own');
  }
}

function addText(open: readonly (SvgElement | null)[], text: string): void {
  if (open.length === 0 && text.trim() !== '') throw refusal('is not well-formed SVG: export it again');
  const element = open.at(-1);
  if (element?.name === 'style') element.text += text;
}

function checkStyles(element: SvgElement): void {
  if (element.name === 'style') element.text = checkStyleSheet(element.text);
  for (const child of element.children) checkStyles(child);
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Markup of nothing but what was read, so that no other reader can find anything else in it. */
export function renderSvgTree(element: SvgElement): string {
  const attributes = [...element.attributes]
    .map(([name, value]) => ` ${name}="${escapeText(value)}"`)
    .join('');
  const inside = escapeText(element.text) + element.children.map(renderSvgTree).join('');
  return `<${element.name}${attributes}>${inside}</${element.name}>`;
}

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);
}
