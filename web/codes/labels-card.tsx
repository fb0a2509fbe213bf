import { ActionIcon, Button, Group, Modal, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../parts/confirm.tsx';
import { Problem } from '../parts/problem.tsx';
import { toast } from '../parts/toasts.tsx';
import { useProblemText } from '../state/problem-text.ts';
import { useMay } from '../state/session.tsx';
import style from './labels-card.module.css';
import { useDoneToast } from './use-code-acts.ts';

/** A folder or a tag. */
export interface Labelled {
  readonly id: string;
  readonly name: string;
  readonly codes: number;
}

/** Of what the codes had changed by it, to be taken back; folders have none. */
interface LabelDone {
  readonly seqs?: readonly number[];
}

interface LabelsCardProps {
  readonly title: string;
  readonly empty: string;
  /** Undefined while they are asked for. */
  readonly items: readonly Labelled[] | undefined;
  readonly error: Error | null;
  readonly head: ReactNode;
  hrefOf(one: Labelled): string;
  /** What the new name would do besides; null for nothing. */
  renameHint(one: Labelled, name: string): string | null;
  deleteText(one: Labelled): string;
  rename(one: Labelled, name: string): Promise<LabelDone>;
  remove(one: Labelled): Promise<LabelDone>;
}

/** A list of folders or tags with what can be done with each. */
export function LabelsCard(props: LabelsCardProps) {
  const { title, empty, items, error, head } = props;
  const { t } = useTranslation('codes');
  const textOf = useProblemText();
  const sayDone = useDoneToast();
  const [renamed, setRenamed] = useState<Labelled | null>(null);
  const [removed, setRemoved] = useState<Labelled | null>(null);
  const remove = async (one: Labelled) => {
    setRemoved(null);
    try {
      const { seqs = [] } = await props.remove(one);
      sayDone(t('organise.deleted', { name: one.name }), seqs);
    } catch (thrown) {
      toast({ text: textOf(thrown as Error), tone: 'problem' });
    }
  };
  return (
    <Stack component="section" className="qz-card" gap="md" aria-label={title}>
      <Title order={2}>{title}</Title>
      {head}
      {error && <Problem error={error} />}
      {!items && !error && <Skeleton h={120} />}
      {items?.length === 0 && <Text c="dimmed">{empty}</Text>}
      {items && items.length > 0 && (
        <ul className={style.list}>
          {items.map((one) => (
            <LabelRow
              key={one.id}
              one={one}
              href={props.hrefOf(one)}
              rename={() => setRenamed(one)}
              remove={() => setRemoved(one)}
            />
          ))}
        </ul>
      )}
      {renamed && <Rename key={renamed.id} one={renamed} card={props} close={() => setRenamed(null)} />}
      <Confirm
        opened={removed !== null}
        title={t('organise.deleteTitle', { name: removed?.name ?? '' })}
        text={removed === null ? '' : props.deleteText(removed)}
        button={t('organise.delete')}
        close={() => setRemoved(null)}
        run={() => removed && void remove(removed)}
      />
    </Stack>
  );
}

interface LabelRowProps {
  readonly one: Labelled;
  readonly href: string;
  rename(): void;
  remove(): void;
}

function LabelRow({ one, href, rename, remove }: LabelRowProps) {
  const { t } = useTranslation('codes');
  const mayWrite = useMay('codes:write');
  return (
    <li className={style.row}>
      <Link to={href} className={style.name}>
        <bdi>{one.name}</bdi>
      </Link>
      <Text size="xs" c="dimmed" className="qz-numbers">
        {t('nCodes', { count: one.codes })}
      </Text>
      {mayWrite && (
        <Group gap={0} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('organise.renameOf', { name: one.name })}
            onClick={rename}
          >
            <IconPencil size={16} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('organise.deleteOf', { name: one.name })}
            onClick={remove}
          >
            <IconTrash size={16} aria-hidden="true" />
          </ActionIcon>
        </Group>
      )}
    </li>
  );
}

interface RenameProps {
  readonly one: Labelled;
  readonly card: LabelsCardProps;
  close(): void;
}

function Rename({ one, card, close }: RenameProps) {
  const { t } = useTranslation('codes');
  const frame = useTranslation();
  const textOf = useProblemText();
  const sayDone = useDoneToast();
  const [name, setName] = useState(one.name);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const hint = card.renameHint(one, name);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const { seqs = [] } = await card.rename(one, name.trim());
      sayDone(t('saved'), seqs);
      close();
    } catch (thrown) {
      setProblem(textOf(thrown as Error));
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t('organise.renameOf', { name: one.name })}
      centered
      closeButtonProps={{ 'aria-label': frame.t('close') }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput
            label={t('organise.name')}
            value={name}
            error={problem}
            dir="auto"
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {hint !== null && <Text size="xs">{hint}</Text>}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={name.trim() === '' || name.trim() === one.name}>
              {t(hint === null ? 'organise.rename' : 'organise.mergeButton')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
