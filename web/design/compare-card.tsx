import { Button, NativeSelect, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Fragment, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import type { Design } from '../../src/http/dashboard/wire-designs.ts';
import { getPlainDesign } from '../drawing/subject.ts';
import type { Facts } from '../drawing/weigh-wire.ts';
import { useWorkspace } from '../state/session.tsx';
import { useAsk } from '../state/use-ask.ts';
import css from './design.module.css';
import { useChange, useDraft, useRoom } from './designer-room.tsx';
import { FactLines } from './facts-panel.tsx';
import { StillPicture, useStill } from './still-picture.tsx';
import { useStudio } from './studio-room.tsx';
import { styleOf } from './style-of.ts';
import { useBrand } from './use-brand.ts';

interface Candidate {
  readonly value: string;
  readonly label: string;
  readonly design: Design;
}

/** Two designs side by side, each with what it costs. */
export function CompareCard({ code }: { readonly code: WireCode }) {
  const { t } = useTranslation('design');
  const [opened, setOpened] = useState(false);
  return (
    <Stack component="section" className="qz-card" gap="md" aria-label={t('compare.title')}>
      <Title order={2}>{t('compare.title')}</Title>
      {opened ? (
        <Comparison code={code} />
      ) : (
        <>
          <Text c="dimmed">{t('compare.about')}</Text>
          <Button variant="default" className={css.start} onClick={() => setOpened(true)}>
            {t('compare.open')}
          </Button>
        </>
      )}
    </Stack>
  );
}

function Comparison({ code }: { readonly code: WireCode }) {
  const candidates = useCandidates(code);
  const [chosen, setChosen] = useState<readonly [string, string]>(['draft', 'saved']);
  const [one, other] = chosen;
  return (
    <div className={css.comparison}>
      <Side side="one" value={one} candidates={candidates} choose={(value) => setChosen([value, other])} />
      <Side side="other" value={other} candidates={candidates} choose={(value) => setChosen([one, value])} />
    </div>
  );
}

/** The draft, what is saved, the brand's, presets and earlier versions. */
function useCandidates(code: WireCode): readonly Candidate[] {
  const { t } = useTranslation('design');
  const workspace = useWorkspace();
  // Not as fast as a slider: two pictures are drawn and weighed for it.
  const draft = useDeferredValue(useDraft((state) => state.design));
  const saved = useDraft((state) => state.saved);
  const brand = useBrand()?.design ?? null;
  const { data: presets } = useAsk('GET /presets', {});
  const { data: history } = useAsk('GET /w/:workspace/codes/:code/designs', {
    params: { workspace, code: code.id },
    query: { page: '1' },
  });
  return useMemo(
    () => [
      { value: 'draft', label: t('compare.draft'), design: draft },
      { value: 'saved', label: t('compare.saved'), design: saved },
      ...(brand === null ? [] : [{ value: 'brand', label: t('preset.brand'), design: brand }]),
      ...(presets ?? []).map(({ name, design }) => ({
        value: `preset.${name}`,
        label: t('compare.preset', { name: t(`preset.${name}`) }),
        design: styleOf(design, saved),
      })),
      ...(history?.versions ?? []).map(({ version, design }) => ({
        value: `version.${version}`,
        label: t('versions.name', { n: version }),
        design: design ?? getPlainDesign(),
      })),
    ],
    [t, draft, saved, brand, presets, history],
  );
}

interface SideProps {
  readonly side: 'one' | 'other';
  readonly value: string;
  readonly candidates: readonly Candidate[];
  choose(value: string): void;
}

function Side({ side, value, candidates, choose }: SideProps) {
  const { t } = useTranslation('design');
  const { text, mayWrite } = useRoom();
  const change = useChange();
  const candidate = candidates.find((one) => one.value === value);
  return (
    <Stack gap="sm" role="group" aria-label={t(`compare.${side}`)}>
      <NativeSelect
        label={t(`compare.${side}`)}
        value={value}
        data={candidates.map((one) => ({ value: one.value, label: one.label }))}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {candidate && (
        // Another one: nothing of the one before may stand beside it.
        <Fragment key={candidate.value}>
          <StillPicture text={text} design={candidate.design} label={candidate.label} />
          <StillFacts text={text} design={candidate.design} />
          {mayWrite && value !== 'draft' && (
            <Button variant="default" size="xs" onClick={() => change(() => candidate.design, 'compare')}>
              {t('compare.take')}
            </Button>
          )}
        </Fragment>
      )}
    </Stack>
  );
}

function StillFacts({ text, design }: { readonly text: string; readonly design: Design }) {
  const { t } = useTranslation('design');
  const studio = useStudio();
  const still = useStill(text, design);
  const [facts, setFacts] = useState<Facts | null>(null);
  useEffect(() => {
    if (still === null) return undefined;
    let isGone = false;
    void studio.scales.fit(still.subject, still.logo).then((answer) => !isGone && setFacts(answer.facts));
    return () => {
      isGone = true;
    };
  }, [studio, still]);
  if (facts === null) return <Skeleton h={96} />;
  return (
    <>
      {still?.lacksLogo && <Text c="var(--qz-warning)">{t('compare.lacksLogo')}</Text>}
      <FactLines facts={facts} />
    </>
  );
}
