import { Page } from '../../parts/page.tsx';

export function InstanceBlockedPage() {
  return <Page title="blocked">…</Page>;
}
