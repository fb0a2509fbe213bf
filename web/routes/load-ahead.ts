import type { QueryClient } from '@tanstack/react-query';
import type { AnyRouter } from '@tanstack/react-router';
import { readCodeList } from '../codes/code-list.ts';
import { codesQuery } from '../codes/codes-query.ts';
import { isLikelyIn } from '../state/session.tsx';

/** Where `/` leads whoever has a workspace. */
const home = '/w/-/overview';

/**
 * Asks for the scripts of the first page, and for the codes of a list, while it is asked who wants them: the router would
 * wait for that. Nobody is refused for it: codes are asked for where one was last, signed in. What fails is asked for again, and shown, by the router and the page.
 */
export function loadAhead(router: AnyRouter, client: QueryClient): void {
  const { pathname, search } = router.latestLocation;
  const [routes, { workspace }] = router.getMatchedRoutes(pathname === '/' ? home : pathname);
  for (const { fullPath, options } of routes) {
    void options.component?.preload?.();
    if (fullPath === '/w/$workspace/codes' && workspace !== undefined && isLikelyIn(workspace))
      void client.prefetchInfiniteQuery(codesQuery(workspace, readCodeList(search)));
  }
}
