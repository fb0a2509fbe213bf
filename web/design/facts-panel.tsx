import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireBudget } from '../../src/http/dashboard/wire-designs.ts';
import type { Facts } from '../drawing/weigh-wire.ts';
import { applySuggestion } from './change-field.ts';
import css from './design.module.css';
import { useFindings, useRoom } from './designer-room.tsx';
import { lossOf, verdictOf } from './facts.ts';
import { useFactWords } from './use-fact-words.ts';
import { useMissingLetters } from './use-missing-letters.ts';

/** What the design costs, what it lacks, and what would help. */
export function FactsPanel() {
  const { t } = useTranslation('design');
  const { facts, budget, tooLong } = useFindings();
  const letters = useMissingLetters();
  return (
    <Stack component="section" gap="sm" aria-label={t('facts.label')}>
      {tooLong && <Text c="var(--qz-danger)">{t('facts.tooLong')}</Text>}
      {facts && <FactLines facts={facts} />}
      {letters.length > 0 && (
        <Text size="sm" c="var(--qz-warning)">
          {t('facts.letters', { letters: letters.join(' ') })}
        </Text>
      )}
      {budget && <Suggestions suggestions={budget.suggestions} />}
    </Stack>
  );
}

export function FactLines({ facts }: { readonly facts: Facts }) {
  const { t } = useTranslation('design');
  const words = useFactWords();
  const { version, size, errorCorrection: level } = facts.symbol;
  const verdict = verdictOf(facts);
  return (
    <Stack gap="sm">
      <Text fw={600} className={css.verdict} data-verdict={verdict} role="status">
        {t(`verdict.${verdict}`)}
      </Text>
      <LossBar facts={facts} />
      <Text size="sm">{words.loss(facts)}</Text>
      {facts.lost.length > 0 && (
        <ul className={css.lost}>
          {facts.lost.map((part) => (
            <li key={part.message} data-fatal={part.fatal || undefined}>
              {words.lost(part)}
            </li>
          ))}
        </ul>
      )}
      <Text size="xs" c="dimmed">
        {t('facts.symbol', { version, size, level })}
      </Text>
    </Stack>
  );
}

function LossBar({ facts }: { readonly facts: Facts }) {
  const { n, of } = lossOf(facts);
  const share = of === 0 ? 0 : Math.min(n / of, 1);
  return (
    <div className={css.lossBar} data-verdict={verdictOf(facts)} aria-hidden="true">
      <span style={{ inlineSize: `${share * 100}%` }} />
    </div>
  );
}

function Suggestions({ suggestions }: Pick<WireBudget, 'suggestions'>) {
  const { t } = useTranslation('design');
  const { draft, mayWrite } = useRoom();
  const words = useFactWords();
  if (suggestions.length === 0) return null;
  return (
    <Stack gap={4} role="group" aria-label={t('change.label')}>
      <Text size="xs" c="dimmed">
        {t('change.label')}
      </Text>
      {suggestions.map((one) => (
        <Button
          key={`${one.field}=${one.value}`}
          variant="default"
          size="xs"
          className={css.suggestion}
          disabled={!mayWrite}
          onClick={() => draft.change((design) => applySuggestion(design, one), `suggested.${one.field}`)}
        >
          {words.suggestion(one)}
        </Button>
      ))}
    </Stack>
  );
}
