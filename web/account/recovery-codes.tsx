import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../parts/copy-text.ts';
import { saveFile } from '../parts/save-file.ts';
import { useTry } from '../parts/use-try.ts';
import classes from './rows.module.css';

/** Shown this once: whoever loses the phone gets in by them. */
export function RecoveryCodes({ codes, done }: { readonly codes: readonly string[]; done(): void }) {
  const { t } = useTranslation('account');
  const [isKept, setIsKept] = useState(false);
  return (
    <Stack>
      <Text>{t('codesText')}</Text>
      <ul className={`${classes.codes} qz-mono`} aria-label={t('codesTitle')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <KeepButtons text={codes.join('\n')} />
      <Checkbox
        label={t('codesKept')}
        checked={isKept}
        onChange={(event) => setIsKept(event.currentTarget.checked)}
      />
      <Group justify="flex-end">
        <Button disabled={!isKept} onClick={done}>
          {t('done')}
        </Button>
      </Group>
    </Stack>
  );
}

function KeepButtons({ text }: { readonly text: string }) {
  const { t } = useTranslation('account');
  const [isCopied, setIsCopied] = useState(false);
  const attempt = useTry();
  const copy = () =>
    attempt(async () => {
      await copyText(text);
      setIsCopied(true);
    });
  return (
    <Group>
      <Button
        variant="default"
        leftSection={isCopied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
        onClick={() => void copy()}
      >
        {isCopied ? t('copied') : t('copyCodes')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={() =>
          saveFile(new Blob([`${text}\n`], { type: 'text/plain' }), 'quietzone-recovery-codes.txt')
        }
      >
        {t('downloadCodes')}
      </Button>
    </Group>
  );
}
