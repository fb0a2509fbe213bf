import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { CodePicture } from '../parts/code-picture.tsx';
import { copyAndSay } from '../parts/copy-text.ts';
import { useFormat } from '../parts/use-format.ts';
import style from './code-page.module.css';
import { NoPicture } from './no-picture.tsx';

const formats = ['png', 'svg', 'pdf'] as const;

/** The picture of the code, its link and what is known of it. */
export function CodeAside({ code }: { readonly code: WireCode }) {
  const { t } = useTranslation('codes');
  return (
    <aside className={`qz-card ${style.aside}`} aria-label={t('code.facts')}>
      <div className={style.paper} data-empty={code.trashedAt !== null || undefined}>
        {code.trashedAt === null ? (
          <CodePicture path={code.picture} alt={t('code.picture', { name: code.name })} size={212} />
        ) : (
          <NoPicture size={212} label={t('code.noPicture')} />
        )}
      </div>
      <ShortLink code={code} />
      {code.trashedAt === null && <Downloads slug={code.slug} />}
      <Facts code={code} />
    </aside>
  );
}

function Downloads({ slug }: { readonly slug: string }) {
  const { t } = useTranslation('codes');
  return (
    <div>
      <Text size="xs" c="dimmed" mb={4}>
        {t('download.label')}
      </Text>
      <Group gap="xs" grow>
        {formats.map((format) => (
          <Button
            key={format}
            variant="default"
            size="xs"
            component="a"
            href={`/img/${slug}.${format}`}
            download={`${slug}.${format}`}
            aria-label={t(`download.${format}`)}
          >
            {format.toUpperCase()}
          </Button>
        ))}
      </Group>
    </div>
  );
}

function ShortLink({ code: { shortUrl } }: { readonly code: WireCode }) {
  const { t } = useTranslation('codes');
  return (
    <div className={style.link}>
      <a href={shortUrl} target="_blank" rel="noreferrer" className="qz-mono">
        {shortUrl.replace(/^https?:\/\//, '')}
      </a>
      <ActionIcon
        variant="default"
        size={32}
        aria-label={t('copyLink')}
        title={t('copyLink')}
        onClick={() => void copyAndSay(shortUrl, t('copied', { link: shortUrl }), t('copyRefused'))}
      >
        <IconCopy size={16} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}

function Facts({ code }: { readonly code: WireCode }) {
  const { t } = useTranslation('codes');
  const types = useTranslation('types');
  const format = useFormat();
  return (
    <dl className={style.facts}>
      <dt>
        <Tooltip label={t('scansAre')} events={{ hover: true, focus: true, touch: true }} multiline maw={300}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read by keyboard as well */}
          <span tabIndex={0}>{t('column.scans')}</span>
        </Tooltip>
      </dt>
      <dd>{format.number(code.scans)}</dd>
      <dt>{t('code.type')}</dt>
      <dd>{types.t(`name.${code.type}`)}</dd>
      <dt>{t('code.created')}</dt>
      <dd>{format.day(code.createdAt)}</dd>
      <dt>{t('code.updated')}</dt>
      <dd title={format.time(code.updatedAt)}>{format.ago(code.updatedAt)}</dd>
      <dt>{t('code.expires')}</dt>
      <dd>{code.expiresAt === null ? t('code.never') : format.time(code.expiresAt)}</dd>
    </dl>
  );
}
