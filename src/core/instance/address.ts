/** What is wrong with the origin of all links, in words for the log, the command line and the dashboard. */
export interface AddressProblem {
  readonly kind: 'base_url' | 'plain_http';
  readonly detail: string;
}

/** @param isSet false where the origin is this machine, for want of a `BASE_URL` */
export function findAddressProblem(baseUrl: string, isSet: boolean): AddressProblem | undefined {
  if (!isSet) return { kind: 'base_url', detail: baseUrlMissing };
  const { protocol, hostname } = new URL(baseUrl);
  if (protocol !== 'http:' || isThisMachine(hostname)) return undefined;
  const detail =
    'BASE_URL begins with http://: passwords and sessions travel in the open. Put the server behind TLS, and set BASE_URL to its https:// address.';
  return { kind: 'plain_http', detail };
}

export const baseUrlMissing =
  'BASE_URL is not set: codes point to localhost, and no phone can open them. Set it before you print one.';

function isThisMachine(hostname: string): boolean {
  return /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
