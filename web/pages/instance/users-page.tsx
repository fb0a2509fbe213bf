import { Page } from '../../parts/page.tsx';

export function InstanceUsersPage() {
  return <Page title="users">…</Page>;
}
