import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { codeListsKey } from './codes-query.ts';
import { refresh, stopReading } from './use-code-acts.ts';

test('a list that was being read anew when a change was saved is read again after it, and one that stood is not', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  const asked = { read: 0, stood: 0 };
  const open = (name: 'read' | 'stood') => {
    const queryFn = () => {
      asked[name] += 1;
      return asked[name] === 2 ? new Promise<never>(() => undefined) : Promise.resolve(asked[name]);
    };
    return new QueryObserver(client, { queryKey: [...codeListsKey, name], queryFn });
  };
  const [read, stood] = [open('read'), open('stood')];
  const close = [read.subscribe(() => undefined), stood.subscribe(() => undefined)];
  await expect.poll(() => [read.getCurrentResult().data, stood.getCurrentResult().data]).toEqual([1, 1]);
  void read.refetch();
  await expect.poll(() => asked).toEqual({ read: 2, stood: 1 });
  await refresh(client, await stopReading(client));
  await expect.poll(() => read.getCurrentResult().data).toBe(3);
  expect(asked).toEqual({ read: 3, stood: 1 });
  for (const one of close) one();
});
