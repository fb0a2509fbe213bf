import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileText } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { Problem } from '../parts/problem.tsx';
import { useWorkspace } from '../state/session.tsx';
import { useAsk } from '../state/use-ask.ts';
import { AdviserCard } from './adviser-card.tsx';
import { DownloadCard } from './download-card.tsx';
import { searchOfIds } from './kept-ids.ts';
import { type Place, queryOf, usualPlace, widthToUse } from './place.ts';
import style from './print.module.css';

const typingMs = 250;
/** Widths to begin with are multiples of it, in mm. */
const usualStepMm = 5;

/** How large a code must be for where it will hang, and the files to print it from. */
export function CodePrint({ code }: { readonly code: WireCode }) {
  const { t } = useTranslation('print');
  const workspace = useWorkspace();
  const [place, setPlace] = useState<Place>(usualPlace);
  const [widthMm, setWidthMm] = useState<number | null>(null);
  const [asked] = useDebouncedValue(place, typingMs);
  const { data, error, refetch } = useAsk(
    'GET /w/:workspace/codes/:code/advice',
    { params: { workspace, code: code.id }, query: queryOf(asked) },
    { keepPrevious: true, enabled: code.trashedAt === null },
  );
  // Safe in the hand, until somebody says where it will hang, or how wide they want it.
  useEffect(() => {
    if (data) setWidthMm((before) => before ?? Math.ceil(widthToUse(data) / usualStepMm) * usualStepMm);
  }, [data]);
  if (code.trashedAt !== null) return <Text c="dimmed">{t('inTrash')}</Text>;
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (data === undefined || widthMm === null) return <Skeleton h={480} />;
  return (
    <Stack gap="lg">
      <div className={style.pair}>
        <AdviserCard
          advice={data}
          place={place}
          widthMm={widthMm}
          change={(part) => setPlace({ ...place, ...part })}
          use={setWidthMm}
        />
        <DownloadCard
          code={code}
          advice={data}
          widthMm={widthMm}
          setWidthMm={setWidthMm}
          dpi={place.dpi}
          setDpi={(dpi) => setPlace({ ...place, dpi })}
        />
      </div>
      <SheetCard code={code} />
    </Stack>
  );
}

function SheetCard({ code }: { readonly code: WireCode }) {
  const { t } = useTranslation('print');
  const workspace = useWorkspace();
  return (
    <section className="qz-card" aria-labelledby="print-sheet">
      <Group justify="space-between" gap="md">
        <div>
          <Title order={2} size="h3" id="print-sheet">
            {t('sheetOfOne.title')}
          </Title>
          <Text c="dimmed">{t('sheetOfOne.about')}</Text>
        </div>
        <Button
          variant="default"
          component={Link}
          to="/w/$workspace/codes/print"
          params={{ workspace } as never}
          search={searchOfIds([code.id]) as never}
          leftSection={<IconFileText size={16} aria-hidden="true" />}
        >
          {t('sheetOfOne.button')}
        </Button>
      </Group>
    </section>
  );
}
