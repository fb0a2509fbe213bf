import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './copy.module.css';
import { copyText } from './copy-text.ts';

const saysCopiedMs = 2_000;

function useCopy(text: string): { readonly copied: boolean; copy(): void } {
  const [copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const copy = async () => {
    await copyText(text);
    setCopied(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCopied(false), saysCopiedMs);
  };
  return { copied, copy: () => void copy() };
}

/** `what` names the thing for screen readers: "Copy the link". */
export function CopyIcon({ text, what }: { readonly text: string; readonly what: string }) {
  const { t } = useTranslation('api');
  const { copied, copy } = useCopy(text);
  const label = copied ? t('copied') : what;
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={copy}>
        {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
      </ActionIcon>
    </Tooltip>
  );
}

/** A link or a key that has to be given to somebody or something. */
export function CopyField({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useTranslation('api');
  const { copied, copy } = useCopy(text);
  return (
    <div>
      <div className={css.label}>{label}</div>
      <Group gap="sm" wrap="nowrap" align="stretch">
        <code className={`qz-mono ${css.text}`}>{text}</code>
        <Button
          variant="default"
          flex="none"
          h="auto"
          mih={36}
          leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          onClick={copy}
          aria-label={`${copied ? t('copied') : t('copy')}: ${label}`}
        >
          {copied ? t('copied') : t('copy')}
        </Button>
      </Group>
    </div>
  );
}

/** Lines of a program or of an answer, with a button in their corner. */
export function CopyBlock({ text, what, high = false }: { text: string; what: string; high?: boolean }) {
  return (
    <div className={css.block}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={css.scroll} data-high={high} tabIndex={0} aria-label={what}>
        <pre className={`qz-mono ${css.pre}`}>{text}</pre>
      </section>
      <div className={css.corner}>
        <CopyIcon text={text} what={what} />
      </div>
    </div>
  );
}
