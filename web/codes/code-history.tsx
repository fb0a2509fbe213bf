import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import type { Change } from '../../src/http/dashboard/wire-people.ts';
import { Problem } from '../parts/problem.tsx';
import { useFormat } from '../parts/use-format.ts';
import { ask } from '../state/api.ts';
import { useMay, useWorkspace } from '../state/session.tsx';
import style from './code-history.module.css';
import { deedOf, fieldChangesOf } from './history-words.ts';
import { useUndo } from './use-code-acts.ts';
import { useHistoryWords } from './use-history-words.ts';

/** What was done with the code, newest first. */
export function CodeHistory({ code }: { readonly code: WireCode }) {
  const { t } = useTranslation('codes');
  const workspace = useWorkspace();
  const query = useInfiniteQuery({
    queryKey: ['GET /w/:workspace/codes/:code/history', workspace, code.id],
    queryFn: ({ pageParam, signal }) =>
      ask('GET /w/:workspace/codes/:code/history', {
        params: { workspace, code: code.id },
        ...(pageParam !== null && { query: { cursor: pageParam } }),
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  if (query.isError) return <Problem error={query.error} retry={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton h={200} />;
  const changes = query.data.pages.flatMap((page) => page.changes);
  return (
    <Stack className="qz-card" gap="md">
      <ol className={style.list}>
        {changes.map((change) => (
          <Entry key={change.seq} change={change} code={code} />
        ))}
      </ol>
      {query.hasNextPage && (
        <Button
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('history.older')}
        </Button>
      )}
    </Stack>
  );
}

function Entry({ change, code }: { readonly change: Change; readonly code: WireCode }) {
  const { t } = useTranslation('codes');
  const format = useFormat();
  const words = useHistoryWords(code.type);
  const undo = useUndo();
  const mayWrite = useMay('codes:write');
  const fields = fieldChangesOf(change);
  const deed = deedOf(change);
  const canUndo = mayWrite && deed !== 'created' && deed !== 'deleted' && fields.length > 0;
  return (
    <li className={style.entry}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text>{words.deed(deed, change.actor)}</Text>
          <Text size="xs" c="dimmed" title={format.time(change.at)}>
            {format.ago(change.at)} · {format.time(change.at)}
          </Text>
        </div>
        {canUndo && (
          <Button variant="default" size="xs" onClick={() => void undo([change.seq])}>
            {t('undo')}
          </Button>
        )}
      </Group>
      {fields.length > 0 && (
        <dl className={style.fields}>
          {fields.map(({ path, before, after }) => (
            <div key={path.join('.')}>
              <dt>{words.field(path)}</dt>
              <dd>
                <del dir="auto">{words.value(path, before)}</del>
                <span aria-hidden="true" className="qz-mirror">
                  →
                </span>
                <ins dir="auto">{words.value(path, after)}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
