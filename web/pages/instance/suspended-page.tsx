import { Page } from '../../parts/page.tsx';

export function InstanceSuspendedPage() {
  return <Page title="suspended">…</Page>;
}
