import { Skeleton } from '@mantine/core';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useWorkspace } from '../state/session.tsx';
import { openStudio, type Studio } from './studio.ts';

const StudioContext = createContext<Studio | null>(null);

/** Opens what drawings are made with for as long as something is drawn below. */
export function StudioRoom({ children }: { readonly children: ReactNode }) {
  const workspace = useWorkspace();
  const [studio, setStudio] = useState<Studio | null>(null);
  useEffect(() => {
    const opened = openStudio(workspace);
    setStudio(opened);
    return () => opened.close();
  }, [workspace]);
  if (studio === null) return <Skeleton h={480} />;
  return <StudioContext value={studio}>{children}</StudioContext>;
}

export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (studio === null) throw new Error('Nothing is drawn outside of a studio.');
  return studio;
}
