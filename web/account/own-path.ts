/**
 * Where to go after signing in: a path of this app as its address says, and nothing that could lead to another host.
 */
export function ownPath(to: unknown): string {
  if (typeof to !== 'string') return '/';
  const isOwn = /^\/(?![/\\])/.test(to) && !to.includes('\\') && !/[\u0000-\u0020]/.test(to);
  return isOwn && !to.startsWith('/sign-in') ? to : '/';
}
