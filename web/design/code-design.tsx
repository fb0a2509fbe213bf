import { Skeleton, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import type { WireDesigned } from '../../src/http/dashboard/wire-designs.ts';
import { Problem } from '../parts/problem.tsx';
import { useMay, useWorkspace } from '../state/session.tsx';
import { useAsk } from '../state/use-ask.ts';
import { CompareCard } from './compare-card.tsx';
import { Designer } from './designer.tsx';
import { ProofCard } from './proof-card.tsx';
import { SaveDesign, UseForNewCodes } from './save-design.tsx';
import { StudioRoom } from './studio-room.tsx';
import { VersionsCard } from './versions-card.tsx';

/** How the code looks: its designer, what is known of the design, and the designs before. */
export function CodeDesign({ code }: { readonly code: WireCode }) {
  const params = { workspace: useWorkspace(), code: code.id };
  const { data, error, refetch } = useAsk('GET /w/:workspace/codes/:code/design', { params });
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={480} />;
  return (
    <StudioRoom>
      {/* What the symbol says is what everything is drawn of. */}
      <CodeDesigner key={data.text} code={code} designed={data} />
    </StudioRoom>
  );
}

function CodeDesigner({ code, designed }: { readonly code: WireCode; readonly designed: WireDesigned }) {
  const { t } = useTranslation('design');
  const mayWrite = useMay('codes:write') && code.trashedAt === null;
  return (
    <Designer
      saved={designed.design}
      text={designed.text}
      label={t('pictureOf', { name: code.name })}
      mayWrite={mayWrite}
      acts={mayWrite ? <SaveDesign code={code} /> : <Text size="sm">{t('readOnly')}</Text>}
      more={
        <>
          <ProofCard code={code} designed={designed} />
          <UseForNewCodes />
        </>
      }
      below={
        <>
          <CompareCard code={code} />
          <VersionsCard code={code} />
        </>
      }
    />
  );
}
