import { Outlet } from '@tanstack/react-router';

/** What stands around every page of somebody who is signed in. */
export function Frame() {
  return <Outlet />;
}
