import { useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { searchOfIds } from '../print/kept-ids.ts';
import { useWorkspace } from '../state/session.tsx';
import { type CodeList, filterOf } from './code-list.ts';

const PicturesDialog = lazy(async () => ({
  default: (await import('../print/pictures-dialog.tsx')).PicturesDialog,
}));

export interface Printing {
  print(): void;
  pictures(): void;
  readonly dialog: ReactNode;
}

/**
 * The ways from a list to paper.
 * @param ids of those that are selected; undefined: all that the list finds
 */
export function usePrinting(list: CodeList, ids?: readonly string[], count?: number): Printing {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const [opened, setOpened] = useState(false);
  const some = ids === undefined ? { filter: filterOf(list) } : { ids };
  return {
    print: () =>
      void navigate({
        to: '/w/$workspace/codes/print',
        params: { workspace },
        search: ids === undefined ? list : searchOfIds(ids),
      } as never),
    pictures: () => setOpened(true),
    dialog: opened && (
      <Suspense fallback={null}>
        <PicturesDialog some={some} {...(count !== undefined && { count })} close={() => setOpened(false)} />
      </Suspense>
    ),
  };
}
