import { Page } from '../../parts/page.tsx';

export function CodesPage() {
  return <Page title="codes">…</Page>;
}
