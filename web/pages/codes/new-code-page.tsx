import { Page } from '../../parts/page.tsx';

export function NewCodePage() {
  return <Page title="new-code">…</Page>;
}
