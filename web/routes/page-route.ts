import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadPart } from './load-part.ts';

/** A page that is loaded when it is first opened. @param name what its file calls it */
export function pageRoute<Part extends Record<string, unknown>, Name extends keyof Part & string>(
  parent: AnyRoute,
  path: string,
  load: () => Promise<Part>,
  name: Name,
) {
  return createRoute({
    getParentRoute: () => parent,
    path,
    component: lazyRouteComponent(() => loadPart(load), name),
  });
}
