import { ActionIcon, Button, Group } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { notNow } from '../parts/not-now.ts';
import { useDraft, useRoom } from './designer-room.tsx';
import { isSameDesign } from './draft.ts';

export function useIsChanged(): boolean {
  return useDraft(({ design, saved }) => !isSameDesign(design, saved));
}

interface DraftActsProps {
  readonly busy: boolean;
  save(): void;
}

/** Save, and the way back and forth. */
export function DraftActs({ busy, save }: DraftActsProps) {
  const { t } = useTranslation('design');
  const { draft } = useRoom();
  const isChanged = useIsChanged();
  const canUndo = useDraft((state) => state.canUndo);
  const canRedo = useDraft((state) => state.canRedo);
  const isEmpty = useDraft(({ design }) => design.frame?.text.trim() === '');
  return (
    <Group gap="xs">
      <Button onClick={save} {...((busy || !isChanged || isEmpty) && notNow)}>
        {t('save')}
      </Button>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t('undo')}
        title={t('undoKeys')}
        disabled={!canUndo}
        onClick={draft.undo}
      >
        <IconArrowBackUp size={18} aria-hidden="true" className="qz-mirror" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t('redo')}
        title={t('redoKeys')}
        disabled={!canRedo}
        onClick={draft.redo}
      >
        <IconArrowForwardUp size={18} aria-hidden="true" className="qz-mirror" />
      </ActionIcon>
      <Button
        variant="subtle"
        disabled={!isChanged}
        onClick={() => draft.change(() => draft.get().saved, 'reset')}
      >
        {t('reset')}
      </Button>
    </Group>
  );
}
