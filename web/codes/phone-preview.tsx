import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconExternalLink, IconFileDownload } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireNewCode, WirePreview } from '../../src/http/dashboard/wire-codes.ts';
import { Mark } from '../parts/mark.tsx';
import { AskError, ask } from '../state/api.ts';
import { useWorkspace } from '../state/session.tsx';
import style from './phone-preview.module.css';
import { PrintedPicture } from './printed-picture.tsx';

const typingMs = 350;

interface PhonePreviewProps {
  /** Null: nothing yet, because nothing is filled in. */
  readonly of: WireNewCode | null;
  /** For a code that has no picture yet: what will be printed. */
  readonly withPicture?: boolean;
}

/** What a phone will show. */
export function PhonePreview({ of, withPicture = false }: PhonePreviewProps) {
  const { preview, problem } = usePreview(of);
  return (
    <>
      {withPicture && <PrintedPicture svg={(of !== null && preview?.picture) || null} />}
      <Phone of={of} preview={preview} problem={problem} />
    </>
  );
}

interface PhoneProps {
  readonly of: WireNewCode | null;
  readonly preview: WirePreview | undefined;
  readonly problem: string | null;
}

function Phone({ of, preview, problem }: PhoneProps) {
  const { t } = useTranslation('codes');
  return (
    <figure className={style.figure}>
      <div className={style.phone}>
        <div className={style.screen} data-stale={(problem !== null && preview !== undefined) || undefined}>
          {of !== null && preview ? <Shown preview={preview} /> : <Nothing text={t('preview.empty')} />}
        </div>
      </div>
      <figcaption className={style.caption}>
        <Text size="xs" c="dimmed" ta="center">
          {of === null ? t('preview.caption') : (problem ?? t('preview.caption'))}
        </Text>
      </figcaption>
    </figure>
  );
}

function usePreview(of: WireNewCode | null): { preview: WirePreview | undefined; problem: string | null } {
  const workspace = useWorkspace();
  const { t, i18n } = useTranslation('codes');
  const [asked] = useDebouncedValue(of, typingMs);
  const query = useQuery<WirePreview, AskError>({
    queryKey: ['POST /w/:workspace/preview', workspace, i18n.language, asked],
    queryFn: ({ signal }) =>
      ask('POST /w/:workspace/preview', {
        params: { workspace },
        body: { ...(asked as WireNewCode), language: i18n.language },
        signal,
      }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const isUnfinished = query.error instanceof AskError && query.error.problem.code === 'validation_error';
  return {
    preview: query.data,
    problem: query.error === null ? null : isUnfinished ? t('preview.unfinished') : query.error.message,
  };
}

function Shown({ preview }: { readonly preview: WirePreview }) {
  const { t } = useTranslation('codes');
  if (preview.kind === 'redirect') return <Redirect location={preview.location} />;
  if (preview.kind === 'file') {
    return (
      <Card icon={<IconFileDownload size={28} aria-hidden="true" />} title={preview.name}>
        <pre className={style.file} dir="auto">
          {preview.text}
        </pre>
      </Card>
    );
  }
  // No permission at all: it runs nothing, sends nothing and leads nowhere.
  return (
    <iframe className={style.page} sandbox="" srcDoc={preview.html} title={t('preview.page')} tabIndex={-1} />
  );
}

function Redirect({ location }: { readonly location: string }) {
  const { t } = useTranslation('codes');
  const url = URL.parse(location);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  const where = isWeb ? (url?.host ?? location) : t('preview.app');
  return (
    <Card icon={<IconExternalLink size={28} aria-hidden="true" />} title={t('preview.opens', { where })}>
      <Text size="xs" className="qz-mono" style={{ overflowWrap: 'anywhere' }} ta="center">
        {location}
      </Text>
    </Card>
  );
}

function Card({
  icon,
  title,
  children,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={style.card}>
      {icon}
      <Text fw={600} ta="center" style={{ overflowWrap: 'anywhere' }}>
        {title}
      </Text>
      {children}
    </div>
  );
}

function Nothing({ text }: { readonly text: string }) {
  return (
    <div className={style.card}>
      <Mark size={48} />
      <Text c="dimmed" ta="center">
        {text}
      </Text>
    </div>
  );
}
