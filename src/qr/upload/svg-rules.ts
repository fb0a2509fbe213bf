import { refusal } from './refusal.ts';
import type { SvgElement } from './svg-tree.ts';
import { referencesIn } from './svg-values.ts';

/** Style rules that say more than how a shape is painted; each is held against every element. */
const rulesMax = 200;

/** What makes whoever draws put an element and all inside it on a layer of pixels of its own first. */
export const isolatingNames = ['opacity', 'filter', 'mask', 'clip-path', 'mix-blend-mode', 'isolation'];
const isolating = new RegExp(`(?:^|[\\s;])(${isolatingNames.join('|')})\\s*:\\s*([^;!]*)`, 'gi');
const neutral = new Set(['none', 'normal', 'auto', '100%']);

/** Drawing programs write many values that change nothing. */
export function isNeutral(value: string): boolean {
  const trimmed = value.trim();
  return neutral.has(trimmed.toLowerCase()) || Number(trimmed) === 1;
}

export function isIsolating(declarations: string): boolean {
  return [...declarations.matchAll(isolating)].some(([, , value = '']) => !isNeutral(value));
}

export interface StyleRule {
  readonly tag: string | undefined;
  readonly id: string | undefined;
  readonly classes: readonly string[];
  readonly references: readonly string[];
  /** Puts what it matches on a layer of its own. */
  readonly isolates: boolean;
}

export function rulesIn(root: SvgElement): readonly StyleRule[] {
  const rules: StyleRule[] = [];
  const visit = (element: SvgElement) => {
    if (element.name === 'style') addRules(element.text, rules);
    for (const child of element.children) visit(child);
  };
  visit(root);
  return rules;
}

/** By the last part of their selectors alone: so they match rather too much than too little. */
function addRules(sheet: string, rules: StyleRule[]): void {
  for (const block of sheet.split('}')) {
    const [selectors = '', declarations = ''] = block.split('{');
    const references = referencesIn(declarations);
    const isolates = isIsolating(declarations);
    if (references.length === 0 && !isolates) continue;
    for (const selector of selectors.split(',')) {
      if (rules.length >= rulesMax) {
        throw refusal('is an SVG with too many style rules: save it as plain SVG');
      }
      rules.push({ ...readSelector(selector), references, isolates });
    }
  }
}

function readSelector(selector: string): Pick<StyleRule, 'tag' | 'id' | 'classes'> {
  const last =
    selector
      .trim()
      .split(/[\s>+~]+/)
      .at(-1) ?? '';
  return {
    tag: /^[A-Za-z][\w-]*/.exec(last)?.[0],
    id: /#([^\s.#:[]+)/.exec(last)?.[1],
    classes: [...last.matchAll(/\.([^\s.#:[]+)/g)].map(([, name = '']) => name),
  };
}

export function matches(
  { tag, id, classes }: StyleRule,
  element: SvgElement,
  own: ReadonlySet<string>,
): boolean {
  if (tag !== undefined && tag !== element.name) return false;
  if (id !== undefined && id !== element.attributes.get('id')) return false;
  return classes.every((name) => own.has(name));
}
