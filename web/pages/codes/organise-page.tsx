import { Page } from '../../parts/page.tsx';

export function OrganisePage() {
  return <Page title="organise">…</Page>;
}
