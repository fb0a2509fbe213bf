/** What a running server says of itself. */
export interface HealthAnswer {
  readonly status: string;
  readonly checks: Readonly<Record<string, { readonly status: string; readonly detail?: string }>>;
}

export async function readHealth(url: string): Promise<HealthAnswer> {
  return (await (await fetch(`${url}/healthz`)).json()) as HealthAnswer;
}

/** The value of a metric without labels, 0 when it is not there. */
export async function readMetric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
}

/** The status of a plain GET, redirects not followed. */
export async function statusOf(url: string, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(url, { redirect: 'manual', headers });
  await response.arrayBuffer();
  return response.status;
}
