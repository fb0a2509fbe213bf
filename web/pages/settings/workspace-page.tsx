import { Page } from '../../parts/page.tsx';

export function WorkspacePage() {
  return <Page title="workspace">…</Page>;
}
