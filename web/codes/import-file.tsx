import { Anchor, Button, FileButton, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { type DragEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../parts/toasts.tsx';
import style from './import.module.css';

export interface TableFile {
  /** Null for what was pasted. */
  readonly name: string | null;
  readonly csv: string;
}

/** What the server takes, in bytes; JSON around it is counted with. */
const bytesMax = 8_000_000;

const example = [
  'name,destination,tags,slug',
  'Summer menu,https://example.com/menu,"menu, summer",',
  'Poster in the hall,https://example.com/hall,poster,hall-poster',
  'Business card,https://example.com/about,,',
].join('\r\n');

/** A file is dropped or chosen, or its text is pasted. */
export function ImportFile({ take }: { take(file: TableFile): void }) {
  const { t } = useTranslation('imports');
  const [over, setOver] = useState(false);
  const [pasted, setPasted] = useState('');
  const read = async (file: File | null | undefined) => {
    if (!file) return;
    if (file.size > bytesMax) return toast({ text: t('file.tooLarge'), tone: 'problem' });
    take({ name: file.name, csv: await file.text() });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void read(event.dataTransfer.files[0]);
  };
  return (
    <Stack gap="lg">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button inside does the same */}
      <div
        className={style.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileSpreadsheet size={40} stroke={1.25} aria-hidden="true" />
        <Text>{t('file.drop')}</Text>
        <FileButton accept=".csv,.tsv,.txt,text/csv" onChange={(file) => void read(file)}>
          {(button) => <Button {...button}>{t('file.choose')}</Button>}
        </FileButton>
        <Example />
      </div>
      <Stack gap="sm" className="qz-card">
        <Title order={2} size="h3">
          {t('file.paste')}
        </Title>
        <Textarea
          aria-label={t('file.paste')}
          placeholder={'name,destination\nSummer menu,https://example.com/menu'}
          autosize
          minRows={4}
          maxRows={12}
          dir="ltr"
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
        <Group>
          <Button
            variant="default"
            disabled={pasted.trim() === ''}
            onClick={() => take({ name: null, csv: pasted })}
          >
            {t('file.go')}
          </Button>
        </Group>
      </Stack>
    </Stack>
  );
}

function Example() {
  const { t } = useTranslation('imports');
  const href = useFileUrl(example);
  return (
    <Text size="xs" c="dimmed" ta="center" maw={480}>
      {t('file.about')}{' '}
      <Anchor href={href} download="codes.csv" size="xs" underline="always">
        {t('file.example')}
      </Anchor>
    </Text>
  );
}

/** The address of a text as a file; a mark at its head tells spreadsheets that it is UTF-8. */
export function useFileUrl(csv: string): string {
  return useMemo(() => URL.createObjectURL(new Blob(['\ufeff', csv], { type: 'text/csv' })), [csv]);
}
