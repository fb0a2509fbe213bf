import { Page } from '../../parts/page.tsx';

export function InstanceKeysPage() {
  return <Page title="keys">…</Page>;
}
