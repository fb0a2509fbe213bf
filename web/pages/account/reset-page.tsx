import { Page } from '../../parts/page.tsx';

export function ResetPage() {
  return <Page title="reset">…</Page>;
}
