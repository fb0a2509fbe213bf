import { Alert, Autocomplete, Button, Group, Kbd, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireKey } from '../../../src/http/dashboard/wire-codes.ts';
import { FormProblem, useProblemAt } from '../../parts/form-problem.tsx';
import { useWorkspace } from '../../state/session.tsx';
import { useTell } from '../../state/use-ask.ts';
import css from './console.module.css';
import { gapIn, jsonProblem, takesBody } from './console-body.ts';
import { dialectWords } from './dialect-words.ts';
import type { Draft } from './draft.ts';
import { keepCall, type PastCall } from './past-calls.ts';
import { useKnownCalls } from './use-known-calls.ts';

export interface ConsoleFormProps {
  readonly keys: readonly WireKey[];
  /** The key chosen. */
  readonly of: WireKey;
  readonly draft: Draft;
  change(draft: Draft): void;
  chooseKey(key: WireKey): void;
  done(made: PastCall): void;
}

export function ConsoleForm(props: ConsoleFormProps) {
  const { t } = useTranslation('api');
  const { keys, of, draft, change, chooseKey } = props;
  const { send, problem, isPending, error } = useSend(props);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(event);
  };
  return (
    <form className="qz-card" onSubmit={send} onKeyDown={onKeyDown} aria-label={t('call')}>
      <Stack gap="md">
        <NativeSelect
          label={t('key')}
          description={t('consoleKeyAbout')}
          value={of.id}
          onChange={({ currentTarget: { value } }) => {
            const next = keys.find(({ id }) => id === value);
            if (next) chooseKey(next);
          }}
          data={keys.map(({ id, name, prefix, dialect }) => ({
            value: id,
            label: `${name} (${prefix}…) · ${t(dialectWords[dialect].name)}`,
          }))}
        />
        <ReadyCalls of={of} draft={draft} change={change} />
        <CallFields of={of} draft={draft} change={change} error={error} />
        {takesBody(draft.method) && (
          <Textarea
            label={t('body')}
            classNames={{ input: css.mono ?? '' }}
            autosize
            minRows={6}
            maxRows={18}
            spellCheck={false}
            value={draft.body}
            error={problem !== null && t('notJson', { problem })}
            onChange={(event) => change({ ...draft, body: event.currentTarget.value })}
          />
        )}
        {of.readOnly && takesBody(draft.method) && <Alert color="yellow">{t('consoleReadOnly')}</Alert>}
        <FormProblem error={error} fields={['path']} />
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            <Kbd>Ctrl</Kbd> + <Kbd>Enter</Kbd>
          </Text>
          <Button type="submit" loading={isPending} disabled={problem !== null}>
            {t('send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function useSend({ of, draft, done }: ConsoleFormProps) {
  const workspace = useWorkspace();
  const tell = useTell('POST /w/:workspace/console', ['GET /w/:workspace/keys/:key/requests']);
  const problem = takesBody(draft.method) ? jsonProblem(draft.body) : null;
  const send = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    if (problem !== null || tell.isPending) return;
    const hasBody = takesBody(draft.method) && draft.body.trim() !== '';
    const { method, path, body } = draft;
    const call = { keyId: of.id, method, path: path.trim(), ...(hasBody && { body }) };
    tell.mutate(
      { params: { workspace }, body: call },
      { onSuccess: (answer) => done(keepCall({ workspace, call, answer, at: Date.now() })) },
    );
  };
  return { send, problem, isPending: tell.isPending, error: tell.error };
}

type Part = Pick<ConsoleFormProps, 'of' | 'draft' | 'change'>;

/** Calls to begin with. */
function ReadyCalls({ of, draft, change }: Part) {
  const { t } = useTranslation('api');
  const calls = useKnownCalls(of.dialect);
  const [chosen, setChosen] = useState('');
  const choose = (value: string) => {
    setChosen(value);
    const call = calls[Number(value)];
    if (value !== '' && call) change({ ...draft, method: call.method, path: call.path, body: call.body });
  };
  return (
    <NativeSelect
      label={t('readyCalls')}
      value={chosen}
      onChange={(event) => choose(event.currentTarget.value)}
      data={[
        { value: '', label: t('readyCallsChoose') },
        ...calls.map(({ method, path, summary }, at) => ({
          value: String(at),
          label: `${method} ${path}${summary === '' ? '' : ` · ${summary}`}`,
        })),
      ]}
    />
  );
}

const methods = ['GET', 'POST', 'PATCH', 'DELETE'] as const;

function CallFields({ of, draft, change, error }: Part & { readonly error: Error | null }) {
  const { t } = useTranslation('api');
  const calls = useKnownCalls(of.dialect);
  const paths = new Set(calls.filter(({ method }) => method === draft.method).map(({ path }) => path));
  const gap = gapIn(draft.path);
  const problemAt = useProblemAt(error);
  const [asked, setAsked] = useState(false);
  return (
    <div className={css.call}>
      <NativeSelect
        label={t('method')}
        value={draft.method}
        data={[...methods]}
        onChange={(event) => change({ ...draft, method: event.currentTarget.value })}
      />
      <Autocomplete
        label={t('path')}
        required
        withAsterisk={false}
        classNames={{ input: css.mono ?? '' }}
        spellCheck={false}
        autoComplete="off"
        openOnFocus={asked}
        data={[...paths]}
        value={draft.path}
        error={problemAt('path')}
        description={gap === null ? undefined : t('pathGap', { gap })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        onChange={(path) => {
          setAsked(true);
          change({ ...draft, path });
        }}
      />
    </div>
  );
}
