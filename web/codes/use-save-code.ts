import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../src/http/dashboard/wire.ts';
import type { WireCode, WireCodeEdit } from '../../src/http/dashboard/wire-codes.ts';
import { type AskError, ask } from '../state/api.ts';
import { useWorkspace } from '../state/session.tsx';
import { keyOf } from '../state/use-ask.ts';
import { forgetCodes, useDoneToast } from './use-code-acts.ts';

/**
 * Saves what a form says of a code; undone by the toast. The form itself shows it at once: what the server refuses stays
 * in it, with what is wrong at the field.
 */
export function useSaveCode(code: WireCode) {
  const { t } = useTranslation('codes');
  const client = useQueryClient();
  const workspace = useWorkspace();
  const sayDone = useDoneToast();
  const params = { workspace, code: code.id };
  const key = keyOf('GET /w/:workspace/codes/:code', { params });
  return useMutation<ResultOf<'PATCH /w/:workspace/codes/:code'>, AskError, WireCodeEdit>({
    mutationFn: (body) => ask('PATCH /w/:workspace/codes/:code', { params, body }),
    onSuccess({ seq, ...saved }) {
      client.setQueryData<WireCode>(key, saved);
      sayDone(t('saved'), seq === null ? [] : [seq]);
    },
    onSettled: () => forgetCodes(client),
  });
}
