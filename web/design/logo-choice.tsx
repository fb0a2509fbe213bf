import { Button, FileButton, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconTrash, IconUpload } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireLogo } from '../../src/http/dashboard/wire-designs.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Problem } from '../parts/problem.tsx';
import { toast } from '../parts/toasts.tsx';
import { pathOf } from '../state/api.ts';
import { useProblemText } from '../state/problem-text.ts';
import { useWorkspace } from '../state/session.tsx';
import { useAsk, useTell } from '../state/use-ask.ts';
import css from './fields.module.css';
import { readFileData } from './read-file-data.ts';
import { useBrand } from './use-brand.ts';

interface LogoChoiceProps {
  /** Id; null: none. */
  readonly value: string | null;
  /** Otherwise it is only looked at. */
  readonly mayChange: boolean;
  change(image: string | null): void;
}

/** One of the workspace's logos, or a new one. */
export function LogoChoice({ value, mayChange, change }: LogoChoiceProps) {
  const { t } = useTranslation('design');
  const workspace = useWorkspace();
  const group = useId();
  const brandLogo = useBrand()?.logo ?? null;
  const { data: logos, error, refetch } = useAsk('GET /w/:workspace/logos', { params: { workspace } });
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!logos) return <Skeleton h={96} />;
  const chosen = logos.find(({ id }) => id === value);
  return (
    <Stack gap="sm">
      <fieldset className={css.shapes}>
        <legend>{t('logo.which')}</legend>
        <label className={css.shape}>
          <input type="radio" name={group} checked={value === null} onChange={() => change(null)} />
          <span className={css.sample} data-none aria-hidden="true" />
          <span>{t('logo.none')}</span>
        </label>
        {logos.map((logo) => (
          <label key={logo.id} className={css.shape}>
            <input type="radio" name={group} checked={logo.id === value} onChange={() => change(logo.id)} />
            <span className={css.sample}>
              <img
                src={pathOf('GET /w/:workspace/logos/:logo/image', { params: { workspace, logo: logo.id } })}
                alt=""
              />
            </span>
            <bdi>{logo.id === brandLogo ? t('logo.brand', { name: nameOf(logo) }) : nameOf(logo)}</bdi>
          </label>
        ))}
      </fieldset>
      {mayChange && <LogoActs chosen={chosen} change={change} />}
    </Stack>
  );
}

function nameOf({ name, width, height }: WireLogo): string {
  return name === '' ? `${width} × ${height}` : name;
}

interface LogoActsProps {
  readonly chosen: WireLogo | undefined;
  change(image: string | null): void;
}

function LogoActs({ chosen, change }: LogoActsProps) {
  const { t } = useTranslation('design');
  const textOf = useProblemText();
  const params = { workspace: useWorkspace() };
  const upload = useTell('POST /w/:workspace/logos', ['GET /w/:workspace/logos']);
  const send = async (file: File | null) => {
    if (file === null) return;
    const data = await readFileData(file);
    const name = file.name.replace(/\.\w+$/, '').slice(0, 60);
    upload.mutate({ params, body: { name, data } }, { onSuccess: ({ id }) => change(id) });
  };
  return (
    <>
      <Group gap="sm">
        <FileButton
          accept="image/png,image/jpeg,image/webp,image/svg+xml"
          onChange={(file) => void send(file)}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              size="xs"
              loading={upload.isPending}
              leftSection={<IconUpload size={14} aria-hidden="true" />}
            >
              {t('logo.upload')}
            </Button>
          )}
        </FileButton>
        {chosen && <DeleteLogo logo={chosen} done={() => change(null)} />}
      </Group>
      {upload.error && (
        <Text size="sm" c="var(--qz-danger)" role="alert">
          {textOf(upload.error)}
        </Text>
      )}
    </>
  );
}

function DeleteLogo({ logo, done }: { readonly logo: WireLogo; done(): void }) {
  const { t } = useTranslation('design');
  const textOf = useProblemText();
  const params = { workspace: useWorkspace(), logo: logo.id };
  const [asked, setAsked] = useState(false);
  const remove = useTell('DELETE /w/:workspace/logos/:logo', [
    'GET /w/:workspace/logos',
    'GET /w/:workspace/brand',
  ]);
  const run = () =>
    remove.mutate(
      { params },
      {
        onSuccess: done,
        onError: (error) => toast({ text: textOf(error), tone: 'problem' }),
        onSettled: () => setAsked(false),
      },
    );
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        leftSection={<IconTrash size={14} aria-hidden="true" />}
        onClick={() => setAsked(true)}
      >
        {t('logo.delete')}
      </Button>
      <Confirm
        opened={asked}
        title={t('logo.deleteTitle', { name: nameOf(logo) })}
        text={t('logo.deleteText')}
        button={t('logo.delete')}
        busy={remove.isPending}
        close={() => setAsked(false)}
        run={run}
      />
    </>
  );
}
