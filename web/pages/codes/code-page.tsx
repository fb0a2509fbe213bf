import { Page } from '../../parts/page.tsx';

export function CodePage() {
  return <Page title="code">…</Page>;
}
