import {
  Alert,
  Button,
  Checkbox,
  Group,
  Select,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentType, WireImportPreview, WireMapping } from '../../src/http/dashboard/wire-codes.ts';
import { Problem } from '../parts/problem.tsx';
import { useFormat } from '../parts/use-format.ts';
import { useFieldText } from '../state/field-text.ts';
import { useWorkspace } from '../state/session.tsx';
import { useAsk } from '../state/use-ask.ts';
import { ImportRows } from './import-rows.tsx';
import { allTypes } from './type-groups.ts';
import { useImportFieldWords } from './use-import-field-words.ts';

export interface ImportChoices {
  readonly type: ContentType;
  readonly folderId: string | null;
  /** Undefined: as the server guesses. */
  readonly mapping: WireMapping | undefined;
}

interface ImportCheckProps {
  readonly choices: ImportChoices;
  readonly preview: WireImportPreview | undefined;
  readonly error: Error | null;
  readonly busy: boolean;
  change(choices: ImportChoices): void;
  back(): void;
  run(): void;
}

/** Which column is what, and what each row would make. */
export function ImportCheck(props: ImportCheckProps) {
  const { choices, preview, error, busy, change, back, run } = props;
  const { t } = useTranslation('imports');
  const format = useFormat();
  const say = useFieldText();
  const problems = preview?.problems ?? [];
  const isReady = preview !== undefined && preview.wrong === 0 && preview.rows > 0 && problems.length === 0;
  return (
    <Stack gap="lg">
      <Common choices={choices} change={change} />
      {error && <Problem error={error} />}
      {!preview && !error && <Skeleton h={240} />}
      {preview && (
        <>
          <Columns preview={preview} change={(mapping) => change({ ...choices, mapping })} />
          <Rows preview={preview} />
          {problems.map((problem) => (
            <Alert key={problem.path + problem.message} color="red" role="alert">
              {say(problem)}
            </Alert>
          ))}
          <Text c="dimmed">{t('check.whole')}</Text>
        </>
      )}
      <Group>
        <Button disabled={!isReady || busy} onClick={run}>
          {t('check.run', { count: preview?.rows ?? 0, n: format.number(preview?.rows ?? 0) })}
        </Button>
        <Button variant="default" onClick={back}>
          {t('check.other')}
        </Button>
      </Group>
    </Stack>
  );
}

function Common({ choices, change }: Pick<ImportCheckProps, 'choices' | 'change'>) {
  const { t } = useTranslation('imports');
  const types = useTranslation('types');
  const codes = useTranslation('codes');
  const { data = [] } = useAsk('GET /w/:workspace/folders', { params: { workspace: useWorkspace() } });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" className="qz-card">
      <Select
        label={t('check.type')}
        description={t('check.typeHint')}
        data={allTypes.map((type) => ({ value: type, label: types.t(`name.${type}`) }))}
        value={choices.type}
        allowDeselect={false}
        searchable
        onChange={(type) => change({ ...choices, type: (type ?? 'url') as ContentType, mapping: undefined })}
      />
      <Select
        label={t('check.folder')}
        description={t('check.folderHint')}
        placeholder={codes.t('folder.none')}
        data={data.map(({ id, name }) => ({ value: id, label: name }))}
        value={choices.folderId}
        clearable
        onChange={(folderId) => change({ ...choices, folderId })}
      />
    </SimpleGrid>
  );
}

/** Asked by column, since that is what somebody has before them; kept by field, as the server wants it. */
function Columns({
  preview,
  change,
}: {
  readonly preview: WireImportPreview;
  change(mapping: WireMapping): void;
}) {
  const { t } = useTranslation('imports');
  const words = useImportFieldWords();
  const { columns, mapping, fields } = preview;
  const fieldOf = (column: number) => Object.keys(mapping).find((field) => mapping[field] === column) ?? null;
  const choose = (column: number, field: string | null) => {
    const others = Object.entries(mapping).filter(([name, at]) => at !== column && name !== field);
    change(Object.fromEntries(field === null ? others : [...others, [field, column]]));
  };
  return (
    <section className="qz-card">
      <Title order={2} size="h3">
        {t('check.columns')}
      </Title>
      <Text c="dimmed" mb="md">
        {t('check.columnsHint')}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
        {columns.map((column, index) => (
          <Select
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its number: names may come twice
            key={`${index}:${column}`}
            label={<bdi>{column}</bdi>}
            placeholder={t('check.leaveOut')}
            data={fields.map((field) => ({ value: field, label: words(field) }))}
            value={fieldOf(index)}
            searchable
            clearable
            onChange={(field) => choose(index, field)}
          />
        ))}
      </SimpleGrid>
    </section>
  );
}

function Rows({ preview }: { readonly preview: WireImportPreview }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const [wrongOnly, setWrongOnly] = useState(false);
  const { rows, wrong, sample } = preview;
  const shown = wrongOnly ? sample.filter(({ problems }) => problems.length > 0) : sample;
  return (
    <section className="qz-card">
      <Group justify="space-between" mb="md">
        <div>
          <Title order={2} size="h3">
            {t('check.rows')}
          </Title>
          <Text c={wrong > 0 ? 'var(--qz-danger)' : 'dimmed'} role="status">
            {t('check.found', { count: rows, n: format.number(rows) })}{' '}
            {wrong > 0 ? t('check.wrong', { count: wrong, n: format.number(wrong) }) : t('check.right')}
          </Text>
        </div>
        {wrong > 0 && (
          <Checkbox
            label={t('check.wrongOnly')}
            checked={wrongOnly}
            onChange={(event) => setWrongOnly(event.currentTarget.checked)}
          />
        )}
      </Group>
      <ImportRows rows={shown} />
      {shown.length < (wrongOnly ? wrong : rows) && (
        <Text size="xs" c="dimmed" mt="sm">
          {t('check.some', {
            shown: format.number(shown.length),
            n: format.number(wrongOnly ? wrong : rows),
          })}
        </Text>
      )}
    </section>
  );
}
