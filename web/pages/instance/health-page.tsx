import { Page } from '../../parts/page.tsx';

export function InstanceHealthPage() {
  return <Page title="health">…</Page>;
}
