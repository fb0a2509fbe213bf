import { createScanner, SyntaxKind } from 'typescript/unstable/ast';

/** How a file reaches another: `type` imports leave nothing behind at run time. */
export interface Import {
  readonly kind: 'value' | 'type' | 'dynamic' | 'require';
  /** As written; '' for a dynamic one that is computed. */
  readonly from: string;
  readonly line: number;
}

export interface SourceShape {
  readonly imports: readonly Import[];
  readonly defaultExport: boolean;
  /** Nothing but imports and re-exports. */
  readonly barrel: boolean;
  /** Clocks, randomness and the world outside, where the code reaches for them. */
  readonly ambient: readonly string[];
}

interface Token {
  readonly kind: SyntaxKind;
  readonly text: string;
  readonly start: number;
}

/** What may stand before a division; before a regular expression stands anything else. */
const endsOperand = new Set([
  SyntaxKind.Identifier,
  SyntaxKind.NumericLiteral,
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateTail,
  SyntaxKind.RegularExpressionLiteral,
  SyntaxKind.CloseParenToken,
  SyntaxKind.CloseBracketToken,
  SyntaxKind.CloseBraceToken,
  SyntaxKind.ThisKeyword,
  SyntaxKind.TrueKeyword,
  SyntaxKind.FalseKeyword,
  SyntaxKind.NullKeyword,
]);

/** TypeScript's own scanner, with what its parser tells it about templates and regular expressions. */
function tokensOf(source: string): Token[] {
  const scanner = createScanner(true);
  scanner.setText(source);
  const tokens: Token[] = [];
  const openBraces: number[] = [];
  for (let kind = scanner.scan(); kind !== SyntaxKind.EndOfFile; kind = scanner.scan()) {
    const last = tokens.at(-1)?.kind ?? SyntaxKind.Unknown;
    const isSlash = kind === SyntaxKind.SlashToken || kind === SyntaxKind.SlashEqualsToken;
    if (isSlash && !endsOperand.has(last)) kind = scanner.reScanSlashToken();
    if (kind === SyntaxKind.TemplateHead) openBraces.push(0);
    if (openBraces.length > 0 && kind === SyntaxKind.OpenBraceToken)
      openBraces.push((openBraces.pop() ?? 0) + 1);
    if (openBraces.length > 0 && kind === SyntaxKind.CloseBraceToken) {
      const open = openBraces.pop() ?? 0;
      if (open > 0) openBraces.push(open - 1);
      else {
        kind = scanner.reScanTemplateToken(false);
        if (kind === SyntaxKind.TemplateMiddle) openBraces.push(0);
      }
    }
    const text = kind === SyntaxKind.StringLiteral ? scanner.getTokenValue() : scanner.getTokenText();
    tokens.push({ kind, text, start: scanner.getTokenStart() });
  }
  return tokens;
}

/** @param source TypeScript without JSX */
export function readShape(source: string): SourceShape {
  const tokens = tokensOf(source);
  const imports: Import[] = [];
  let defaultExport = false;
  let reExports = 0;
  let ownTokens = 0;
  const add = (kind: Import['kind'], from: string, at: number) => {
    imports.push({ kind, from, line: source.slice(0, tokens[at]?.start ?? 0).split('\n').length });
  };
  for (let at = 0; at < tokens.length; ) {
    const next = tokens[at + 1];
    const statement = statementAt(tokens, at);
    if (statement === 'call') {
      const argument = tokens[at + 2];
      const literal = argument?.kind === SyntaxKind.StringLiteral ? argument.text : '';
      add(tokens[at]?.text === 'import' ? 'dynamic' : 'require', literal, at);
    }
    if (tokens[at]?.text === 'export' && next?.text === 'default') defaultExport = true;
    if (statement !== 'import' && statement !== 'export') {
      ownTokens += tokens[at]?.kind === SyntaxKind.SemicolonToken ? 0 : 1;
      at += 1;
      continue;
    }
    const end = endOfClause(tokens, at);
    const clause = tokens.slice(at, end);
    const from = clause.at(-1);
    if (clause.some(({ text }, index) => text === 'default' && clause[index - 1]?.text === 'as')) {
      defaultExport ||= statement === 'export';
    }
    if (from?.kind === SyntaxKind.StringLiteral) add(isTypeOnly(clause) ? 'type' : 'value', from.text, at);
    if (statement === 'export') reExports += 1;
    at = end;
  }
  return { imports, defaultExport, barrel: reExports > 0 && ownTokens === 0, ambient: ambientIn(tokens) };
}

const ambientObjects = new Set(
  'process performance crypto console fetch Buffer setTimeout setInterval setImmediate queueMicrotask'.split(
    ' ',
  ),
);

function ambientIn(tokens: readonly Token[]): string[] {
  const found = tokens.flatMap(({ kind, text }, at) => {
    const [before, next, afterNext] = [tokens[at - 1]?.text, tokens[at + 1]?.text, tokens[at + 2]?.text];
    if (kind !== SyntaxKind.Identifier || before === '.' || before === '?.') return [];
    // A key of that name is not the object.
    if (ambientObjects.has(text) && next !== ':' && next !== '?') return [text];
    if (text === 'Date' && next === '.' && afterNext === 'now') return ['Date.now'];
    if (text === 'Date' && before === 'new' && next === '(' && afterNext === ')') return ['new Date()'];
    return text === 'Math' && next === '.' && afterNext === 'random' ? ['Math.random'] : [];
  });
  return [...new Set(found)];
}

function statementAt(tokens: readonly Token[], at: number): 'import' | 'export' | 'call' | undefined {
  const [before, token, next, afterNext] = [tokens[at - 1], tokens[at], tokens[at + 1], tokens[at + 2]];
  const isMember = before?.kind === SyntaxKind.DotToken || before?.kind === SyntaxKind.QuestionDotToken;
  if (token === undefined || next === undefined || isMember) return undefined;
  if (token.kind === SyntaxKind.ImportKeyword) {
    if (next.kind === SyntaxKind.OpenParenToken) return 'call';
    // `import.meta`, and a key of that name.
    return next.text === '.' || next.text === ':' ? undefined : 'import';
  }
  if (token.kind === SyntaxKind.RequireKeyword || token.text === 'require') {
    return next.kind === SyntaxKind.OpenParenToken ? 'call' : undefined;
  }
  if (token.kind !== SyntaxKind.ExportKeyword) return undefined;
  const list = next.text === 'type' ? afterNext : next;
  return list?.text === '*' || list?.text === '{' ? 'export' : undefined;
}

/** Behind the module's name, or behind the braces of a list that names none. */
function endOfClause(tokens: readonly Token[], start: number): number {
  for (let at = start + 1; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind === SyntaxKind.StringLiteral) return at + 1;
    const closes = token?.kind === SyntaxKind.CloseBraceToken || token?.kind === SyntaxKind.SemicolonToken;
    if (closes && tokens[at + 1]?.text !== 'from') return at + 1;
  }
  return tokens.length;
}

/** `import type X`, and not `import type from`: a list of single `type` names still loads its module. */
function isTypeOnly(clause: readonly Token[]): boolean {
  return clause[1]?.text === 'type' && clause[2]?.text !== 'from' && clause[2]?.text !== ',';
}
