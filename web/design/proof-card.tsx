import { Button, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import type { WireDesigned, WireProof } from '../../src/http/dashboard/wire-designs.ts';
import { Problem } from '../parts/problem.tsx';
import { useFormat } from '../parts/use-format.ts';
import { ContactSheet } from './contact-sheet.tsx';
import css from './design.module.css';
import { useDraft, useRoom } from './designer-room.tsx';
import { useIsChanged } from './draft-acts.tsx';
import { countRead, printMm } from './proof-words.ts';
import { type Proving, useProof } from './use-proof.ts';

interface ProofCardProps {
  readonly code: WireCode;
  readonly designed: WireDesigned;
}

/** Whether the exported files are read under simulated damage, and how small they may be printed. */
export function ProofCard({ code, designed }: ProofCardProps) {
  const { t } = useTranslation('design');
  const { mayWrite } = useRoom();
  const proving = useProof(code);
  const isChanged = useIsChanged();
  const tried = useDraft(({ design }) => (proving.tried?.design === design ? proving.tried.proof : null));
  const proof = isChanged ? tried : designed.proof;
  return (
    <Stack component="section" gap="sm" className={css.proof} aria-label={t('proof.label')}>
      <Title order={2} size="h3">
        {t('proof.label')}
      </Title>
      {proof ? (
        <ProofFacts proof={proof} />
      ) : (
        <Text size="sm">{t(isChanged ? 'proof.ofDraft' : 'proof.none')}</Text>
      )}
      {mayWrite && <ProofActs proving={proving} hasProof={proof !== null} isChanged={isChanged} />}
      {!isChanged && designed.proof !== null && <ContactSheet code={code} at={designed.proof.at} />}
    </Stack>
  );
}

function ProofFacts({ proof }: { readonly proof: WireProof }) {
  const { t } = useTranslation('design');
  const format = useFormat();
  const { report, stale, at } = proof;
  const mm = printMm(proof);
  return (
    <Stack gap={4}>
      {stale && (
        <Text size="sm" c="var(--qz-warning)">
          {t('proof.stale')}
        </Text>
      )}
      <Text size="sm" fw={600} className={css.verdict} data-verdict={report.ok ? 'good' : 'bad'}>
        {t(report.ok ? 'proof.passed' : 'proof.failed', { score: Math.round(report.score) })}
      </Text>
      <Text size="sm">{t('proof.read', { ...countRead(report) })}</Text>
      <Text size="sm">{mm === null ? t('proof.noSize') : t('proof.size', { mm })}</Text>
      {report.weakest && (
        <Text size="sm">{t('proof.weakest', { damage: t(`damage.${report.weakest.damage}`) })}</Text>
      )}
      <Text size="xs" c="dimmed" title={format.time(at)}>
        {t(`proof.profile.${report.profile}`)} · {format.ago(at)}
      </Text>
    </Stack>
  );
}

interface ProofActsProps {
  readonly proving: Proving;
  readonly hasProof: boolean;
  readonly isChanged: boolean;
}

function ProofActs({ proving, hasProof, isChanged }: ProofActsProps) {
  const { t } = useTranslation('design');
  const { draft } = useRoom();
  const run = (profile: WireProof['report']['profile']) =>
    void proving.run(profile, isChanged ? draft.get().design : null);
  const { progress, error } = proving;
  if (progress === null) {
    return (
      <>
        {error && <Problem error={error} />}
        <Group gap="xs">
          <Button variant="default" size="xs" onClick={() => run('quick')}>
            {t(hasProof ? 'proof.again' : 'proof.run')}
          </Button>
          <Button variant="subtle" size="xs" onClick={() => run('full')}>
            {t('proof.runFull')}
          </Button>
        </Group>
      </>
    );
  }
  const { done, total } = progress;
  return (
    <Stack gap={4}>
      <Text size="sm" aria-live="polite">
        {total === 0 ? t('proof.waits') : t('proof.progress', { done, total })}
      </Text>
      <Progress value={total === 0 ? 0 : (100 * done) / total} aria-label={t('proof.under')} />
      <Button variant="default" size="xs" onClick={proving.cancel}>
        {t('proof.cancel')}
      </Button>
    </Stack>
  );
}
