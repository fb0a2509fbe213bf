import { Page } from '../../parts/page.tsx';

export function InstanceWorkspacesPage() {
  return <Page title="workspaces">…</Page>;
}
