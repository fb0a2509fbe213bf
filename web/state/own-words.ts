import type { QueryClient } from '@tanstack/react-query';

/** The sheet of labels that was last printed in this browser, with captions in one’s own words. */
export const sheetKey = 'quietzone-sheet';

/** What one person wrote and no server has is not there for the next: edits that were refused, and captions. */
export function forgetWords(client: QueryClient): void {
  client.getMutationCache().clear();
  localStorage.removeItem(sheetKey);
}
