import type { WireFieldProblem } from '../../src/http/dashboard/wire-people.ts';
import { Problem } from '../parts/problem.tsx';
import { AskError } from '../state/api.ts';
import { placeOf } from './field-problems.ts';

interface FormProblemProps {
  readonly error: Error | null;
  /** Whether the form has a field for this path, which then says itself what is wrong with it. */
  hasField(path: string): boolean;
}

/** Below a form: what was refused and stands at none of its fields. */
export function FormProblem({ error, hasField }: FormProblemProps) {
  if (error === null) return null;
  if (!(error instanceof AskError)) return <Problem error={error} />;
  const { status, problem } = error;
  const details = placeOf(problem);
  const left = details.filter(({ path }) => !hasField(path));
  if (details.length === 0) return <Problem error={error} />;
  if (left.length === 0) return null;
  const { reason: _, given: __, ...rest } = problem;
  const text = left.map(sentenceOf).join(' ');
  return <Problem error={new AskError(status, { ...rest, error: text, details: left })} />;
}

/** What is wrong with a content as a whole is told without its name, which is no word of the page. */
function sentenceOf({ path, message }: WireFieldProblem): string {
  const said = path === '' || path === 'content' ? message : `${path} ${message}`;
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}${/[.!?]$/.test(said) ? '' : '.'}`;
}
