import { Badge, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import type { WireDesignVersion } from '../../src/http/dashboard/wire-designs.ts';
import { getPlainDesign } from '../drawing/subject.ts';
import { Problem } from '../parts/problem.tsx';
import { toast } from '../parts/toasts.tsx';
import { useFormat } from '../parts/use-format.ts';
import { useProblemText } from '../state/problem-text.ts';
import { useWorkspace } from '../state/session.tsx';
import { useAsk, useTell } from '../state/use-ask.ts';
import css from './design.module.css';
import { useRoom } from './designer-room.tsx';
import { StillPicture } from './still-picture.tsx';
import { useDone } from './use-done.ts';

const pageSize = 20;

/** Every design that the code has had, newest first. */
export function VersionsCard({ code }: { readonly code: WireCode }) {
  const { t } = useTranslation('design');
  const params = { workspace: useWorkspace(), code: code.id };
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useAsk(
    'GET /w/:workspace/codes/:code/designs',
    { params, query: { page: String(page) } },
    { keepPrevious: true },
  );
  return (
    <Stack component="section" className="qz-card" gap="md" aria-label={t('versions.title')}>
      <Title order={2}>{t('versions.title')}</Title>
      {error && <Problem error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton h={120} />}
      {data?.total === 0 && <Text c="dimmed">{t('versions.none')}</Text>}
      {data && data.total > 0 && (
        <ol className={css.versions}>
          {data.versions.map((one) => (
            <Version key={one.version} code={code} one={one} isNewest={one.version === data.total} />
          ))}
        </ol>
      )}
      {data && data.total > pageSize && (
        <Group>
          <Button variant="default" size="xs" disabled={page === 1} onClick={() => setPage(page - 1)}>
            {t('versions.newer')}
          </Button>
          <Button
            variant="default"
            size="xs"
            disabled={page * pageSize >= data.total}
            onClick={() => setPage(page + 1)}
          >
            {t('versions.older')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface VersionProps {
  readonly code: WireCode;
  readonly one: WireDesignVersion;
  readonly isNewest: boolean;
}

function Version({ code, one, isNewest }: VersionProps) {
  const { t } = useTranslation('design');
  const format = useFormat();
  const { text, mayWrite } = useRoom();
  const [plain] = useState(getPlainDesign);
  const { restore, busy } = useRestore(code);
  return (
    <li className={css.version}>
      <StillPicture
        text={text}
        design={one.design ?? plain}
        label={t('versions.picture', { n: one.version })}
      />
      <div className={css.versionWords}>
        <Group gap="xs">
          <Text fw={500}>{t('versions.name', { n: one.version })}</Text>
          {isNewest && <Badge variant="light">{t('versions.now')}</Badge>}
        </Group>
        <Text size="xs" c="dimmed" title={format.time(one.at)}>
          <bdi>{one.actor.name}</bdi> · {format.ago(one.at)}
        </Text>
      </div>
      {mayWrite && !isNewest && (
        <Button
          variant="default"
          size="xs"
          loading={busy}
          aria-label={t('versions.restoreOf', { n: one.version })}
          onClick={() => restore(one)}
        >
          {t('versions.restore')}
        </Button>
      )}
    </li>
  );
}

function useRestore(code: WireCode) {
  const { t } = useTranslation('design');
  const { draft } = useRoom();
  const textOf = useProblemText();
  const done = useDone();
  const workspace = useWorkspace();
  const tell = useTell('POST /w/:workspace/codes/:code/designs/:version');
  const restore = ({ version, design }: WireDesignVersion) =>
    tell.mutate(
      { params: { workspace, code: code.id, version: String(version) } },
      {
        onSuccess({ seq }) {
          const restored = design ?? getPlainDesign();
          // What was being drawn is one step back.
          draft.change(() => restored, 'restore');
          draft.follow(restored);
          void done(t('versions.restored', { n: version }), seq);
        },
        onError: (error) => toast({ text: textOf(error), tone: 'problem' }),
      },
    );
  return { restore, busy: tell.isPending };
}
