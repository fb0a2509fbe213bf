import { openStore } from '../../src/store/open.ts';

// A process of its own, as the command line is beside a running server: appends one change to the file given.
const store = await openStore({ url: '', file: process.argv[2]!, durability: 'safe' }, (error) => {
  throw error;
});
const actor = { kind: 'operator', id: null, name: 'CLI' } as const;
const change = {
  workspaceId: null,
  actor,
  object: 'user',
  objectId: 'u1',
  before: null,
  after: {},
  at: 1,
} as const;
await store.transact((tx) => tx.changes.append(change));
await store.close();
