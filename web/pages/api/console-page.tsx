import { Anchor, Button, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireKey } from '../../../src/http/dashboard/wire-codes.ts';
import { Answered } from '../../parts/answered.tsx';
import { Empty } from '../../parts/empty.tsx';
import { NotAllowed } from '../../parts/not-allowed.tsx';
import { Page } from '../../parts/page.tsx';
import { useMay, useWorkspace } from '../../state/session.tsx';
import { useAsk } from '../../state/use-ask.ts';
import css from './console.module.css';
import { ConsoleAnswer } from './console-answer.tsx';
import { ConsoleExamples } from './console-examples.tsx';
import { ConsoleForm } from './console-form.tsx';
import { ConsoleHistory } from './console-history.tsx';
import type { Draft } from './draft.ts';
import { keyState } from './key-state.ts';
import { type PastCall, usePastCalls } from './past-calls.ts';
import { firstCallOf } from './ready-calls.ts';

export function ConsolePage() {
  const { t } = useTranslation('api');
  const may = useMay('keys:own');
  const workspace = useWorkspace();
  const keys = useAsk('GET /w/:workspace/keys', { params: { workspace } }, { enabled: may });
  if (!may) return <NotAllowed title={t('consoleTitle')} text={t('keysNotAllowed')} />;
  return (
    <Page
      title={t('consoleTitle')}
      about={t('consoleAbout')}
      actions={
        <Anchor href="/api/docs" target="_blank" rel="noreferrer">
          {t('reference')}
        </Anchor>
      }
    >
      <Answered asked={keys} rows={8}>
        {(all) => {
          const usable = all.filter((key) => keyState(key, Date.now()) === 'usable');
          return usable.length === 0 ? <NoKey /> : <Console key={workspace} keys={usable} />;
        }}
      </Answered>
    </Page>
  );
}

function NoKey() {
  const { t } = useTranslation('api');
  const workspace = useWorkspace();
  return (
    <Empty
      title={t('consoleNoKey')}
      text={t('consoleNoKeyText')}
      action={
        <Button
          renderRoot={(props) => <Link to="/w/$workspace/api/keys" params={{ workspace }} {...props} />}
        >
          {t('consoleToKeys')}
        </Button>
      }
    />
  );
}

function draftOf(key: WireKey): Draft {
  const { method, path, body } = firstCallOf(key.dialect, '');
  return { keyId: key.id, method, path, body };
}

function Console({ keys }: { readonly keys: readonly WireKey[] }) {
  const [first] = keys;
  const [draft, setDraft] = useState<Draft | null>(first ? draftOf(first) : null);
  const [shown, setShown] = useState<PastCall | null>(null);
  const past = usePastCalls(useWorkspace());
  const key = keys.find(({ id }) => id === draft?.keyId) ?? first;
  if (!key || !draft) return null;
  const again = (one: PastCall) => {
    setShown(one);
    const { keyId, method, path, body = '' } = one.call;
    setDraft({ keyId: keys.some(({ id }) => id === keyId) ? keyId : key.id, method, path, body });
  };
  return (
    <div className={css.columns}>
      <Stack gap="lg" miw={0}>
        <ConsoleForm
          keys={keys}
          of={key}
          draft={draft}
          change={setDraft}
          chooseKey={(next) =>
            setDraft(next.dialect === key.dialect ? { ...draft, keyId: next.id } : draftOf(next))
          }
          done={setShown}
        />
        <ConsoleExamples dialect={key.dialect} draft={draft} />
      </Stack>
      <Stack gap="lg" miw={0}>
        <ConsoleAnswer shown={shown ?? past[0] ?? null} />
        <ConsoleHistory past={past} shown={shown ?? past[0] ?? null} open={again} />
      </Stack>
    </div>
  );
}
