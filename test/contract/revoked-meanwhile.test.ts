import { expect, test } from 'vitest';
import { createKey, revokeKey } from '../../src/core/keys/create.ts';
import { createTestApp } from '../support/app.ts';
import { makeAccess, openTestCore, operator } from '../support/store.ts';

test('a key that is revoked in the middle of a call is answered as one that never worked', async () => {
  const core = await openTestCore();
  const owner = await makeAccess(core, 'Bakery', 'business');
  const { id: workspaceId } = owner.workspace;
  const asks = [
    { dialect: 'qra', path: '/api/v1/qr', header: (raw: string) => ({ authorization: `Bearer ${raw}` }) },
    { dialect: 'qr-track', path: '/api.php', header: (raw: string) => ({ 'x-api-key': raw }) },
  ] as const;
  for (const { dialect, path, header } of asks) {
    const input = { dialect, workspaceId, userId: owner.actor.id, name: 'Till', expiresAt: null };
    const { key, raw } = await createKey(core, operator, input);
    // The look at the limit is the last thing before the call itself.
    const rateCounter: typeof core.store.rateCounter = {
      async add(...args) {
        await revokeKey(core, operator, key);
        return core.store.rateCounter.add(...args);
      },
    };
    const app = createTestApp({ core: { ...core, store: { ...core.store, rateCounter } } });
    const body = JSON.stringify({ type: 'url', name: 'A', destination: 'https://example.com/' });
    const headers = { ...header(raw), 'content-type': 'application/json' };
    const late = await app.request(path, { method: 'POST', headers, body });
    const never = await app.request(path, { method: 'POST', headers, body });
    expect([late.status, await late.json()]).toEqual([401, await never.json()]);
  }
});
