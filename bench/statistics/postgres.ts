import { Client } from 'pg';

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** All tables and indexes of the database, after a vacuum. */
export function measureBytes(url: string): Promise<number> {
  return withClient(url, async (client) => {
    await client.query('vacuum analyze');
    const { rows } = await client.query<{ size: string }>(
      'select pg_database_size(current_database()) as size',
    );
    return Number(rows[0]?.size);
  });
}

/** As if nothing had ever been sealed. */
export function forgetSealing(url: string): Promise<void> {
  return withClient(url, async (client) => {
    await client.query('truncate packs, pack_months');
    await client.query(`update sealing set closed_day = 0, sealed_day = 0, target_day = 0, after_code = 0,
      holder = null, leased_until = 0`);
  });
}
