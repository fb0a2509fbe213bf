import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useAsk } from '../../state/use-ask.ts';
import { usePlaces } from '../use-places.ts';
import type { Entry } from './entry.ts';

/** How long nothing is typed before the server is asked, in ms. */
const quietMs = 150;
const codesMost = '8';

/** The codes of the workspace that fit, by name, slug or destination; the newest before anything is typed. */
export function useCodeEntries(query: string): {
  readonly entries: readonly Entry[];
  readonly isAsking: boolean;
} {
  const navigate = useNavigate();
  const { membership } = usePlaces();
  const [search] = useDebouncedValue(query.trim(), quietMs);
  const workspace = membership?.workspace.slug ?? '';
  const { data, isFetching } = useAsk(
    'GET /w/:workspace/codes',
    { params: { workspace }, query: { ...(search !== '' && { search }), limit: codesMost } },
    { enabled: workspace !== '' && search !== '', keepPrevious: true },
  );
  const codes = search === '' ? [] : (data?.codes ?? []);
  return {
    isAsking: isFetching || search !== query.trim(),
    entries: codes.map(({ id, name, slug, picture }) => ({
      id: `code-${id}`,
      group: 'codes',
      label: name === '' ? slug : name,
      detail: slug,
      picture,
      run: () => void navigate({ to: '/w/$workspace/codes/$code', params: { workspace, code: id } }),
    })),
  };
}
