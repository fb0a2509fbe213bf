import { ActionIcon, Button, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import style from './print.module.css';
import { type CaptionField, captionFields, captionsMax, type DraftCaption } from './sheet-draft.ts';

const ownWords = 'text';

interface CaptionFieldsProps {
  readonly captions: readonly DraftCaption[];
  change(captions: readonly DraftCaption[]): void;
}

/** The lines below each code: its fields, or words that are the same on all labels. */
export function CaptionFields({ captions, change }: CaptionFieldsProps) {
  const { t } = useTranslation('print');
  const unused = captionFields.find((field) => !captions.includes(field)) ?? 'name';
  return (
    <Stack gap="sm" role="group" aria-label={t('caption.label')}>
      {captions.map((caption, index) => (
        <CaptionRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands at its place
          key={index}
          number={index + 1}
          caption={caption}
          change={(next) => change(captions.map((one, at) => (at === index ? next : one)))}
          remove={() => change(captions.filter((_, at) => at !== index))}
        />
      ))}
      {captions.length < captionsMax && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={style.start}
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => change([...captions, unused])}
        >
          {t('caption.add')}
        </Button>
      )}
    </Stack>
  );
}

interface CaptionRowProps {
  readonly number: number;
  readonly caption: DraftCaption;
  change(caption: DraftCaption): void;
  remove(): void;
}

function CaptionRow({ number, caption, change, remove }: CaptionRowProps) {
  const { t } = useTranslation('print');
  const choices = [
    ...captionFields.map((value) => ({ value: value as string, label: t(`caption.${value}`) })),
    { value: ownWords, label: t('caption.text') },
  ];
  return (
    <>
      <div className={style.caption}>
        <Select
          label={t('caption.line', { n: number })}
          data={choices}
          value={typeof caption === 'string' ? caption : ownWords}
          allowDeselect={false}
          onChange={(next) => {
            if (next === ownWords) change({ text: '' });
            else if (next !== null) change(next as CaptionField);
          }}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('caption.remove', { n: number })}
          onClick={remove}
        >
          <IconTrash size={16} aria-hidden="true" />
        </ActionIcon>
      </div>
      {typeof caption !== 'string' && (
        <TextInput
          aria-label={t('caption.words', { n: number })}
          placeholder={t('caption.wordsHint')}
          value={caption.text}
          maxLength={200}
          dir="auto"
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
      )}
    </>
  );
}
