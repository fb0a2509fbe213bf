import { Page } from '../../parts/page.tsx';

export function ForgotPage() {
  return <Page title="forgot">…</Page>;
}
