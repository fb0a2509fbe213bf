import type { WireBrand } from '../../src/http/dashboard/wire-designs.ts';
import { useWorkspace } from '../state/session.tsx';
import { useAsk } from '../state/use-ask.ts';

/** Colours, logo and default design of the workspace; undefined until they are here. */
export function useBrand(): WireBrand | undefined {
  return useAsk('GET /w/:workspace/brand', { params: { workspace: useWorkspace() } }).data;
}
