import { Button, Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { Problem } from '../parts/problem.tsx';
import { useMay, useWorkspace } from '../state/session.tsx';
import { useTell } from '../state/use-ask.ts';
import { useRoom } from './designer-room.tsx';
import { DraftActs } from './draft-acts.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { useDone } from './use-done.ts';
import { useSaveBrand } from './use-save-brand.ts';

/** Saves the draft as the code's design. */
export function SaveDesign({ code }: { readonly code: WireCode }) {
  const { t } = useTranslation('design');
  const { draft, mayWrite } = useRoom();
  const workspace = useWorkspace();
  const [requireProof, setRequireProof] = useState(false);
  const done = useDone();
  const save = useTell('PUT /w/:workspace/codes/:code/design');
  if (!mayWrite) return null;
  const run = () => {
    const { design } = draft.get();
    save.mutate(
      { params: { workspace, code: code.id }, body: { design, requireProof } },
      {
        onSuccess({ seq }) {
          draft.follow(design);
          void done(t('saved'), seq);
        },
      },
    );
  };
  return (
    <Stack gap="sm">
      <DraftActs busy={save.isPending} save={run} />
      <Switch
        size="sm"
        label={t('requireProof')}
        checked={requireProof}
        onChange={(event) => setRequireProof(event.currentTarget.checked)}
      />
      {save.error && <Problem error={save.error} />}
      <LeaveGuard />
    </Stack>
  );
}

/** The draft, for new codes that are given none of their own. */
export function UseForNewCodes() {
  const { t } = useTranslation('design');
  const mayEdit = useMay('workspace:edit');
  const { draft } = useRoom();
  const { busy, save } = useSaveBrand();
  if (!mayEdit) return null;
  return (
    <Button
      variant="default"
      size="xs"
      loading={busy}
      onClick={() => save({ design: draft.get().design }, t('brand.designKept'))}
    >
      {t('brand.useForNew')}
    </Button>
  );
}
