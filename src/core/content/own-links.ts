import type { FieldProblem } from '../errors.ts';
import { httpDestinationProblem } from './destination.ts';
import { linksIn } from './links-in.ts';

/**
 * Links of a checked content that lead to ourselves: apart from the schemas, which are the same for every server while
 * the hosts are not.
 */
export function ownLinksIn(
  schema: unknown,
  value: unknown,
  ownHosts: readonly string[],
): readonly FieldProblem[] {
  return linksIn(schema, value).flatMap(({ path, url }) => {
    const message = httpDestinationProblem(url, ownHosts);
    return message === undefined ? [] : [{ path, message }];
  });
}
