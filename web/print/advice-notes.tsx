import { Alert, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireAdvice } from '../../src/http/dashboard/wire-designs.ts';
import style from './print.module.css';
import { useLengths } from './use-lengths.ts';

type Note = WireAdvice['notes'][number];

/** What to mind, and what another link would save. */
export function AdviceNotes({ advice }: { readonly advice: WireAdvice }) {
  const { t } = useTranslation('print');
  const say = useNoteWords(advice);
  return (
    <>
      {advice.notes.length > 0 && (
        <Alert color="yellow" title={t('note.title')}>
          <ul className={style.notes}>
            {advice.notes.map((note) => (
              <li key={note.about}>{say(note)}</li>
            ))}
          </ul>
        </Alert>
      )}
      {advice.savings.length > 0 && <Savings advice={advice} />}
    </>
  );
}

function useNoteWords({ query }: WireAdvice): (note: Note) => string {
  const { t } = useTranslation('print');
  const { mm, plain } = useLengths();
  return (note) => {
    switch (note.about) {
      case 'failed_proof':
        return t('note.failedProof', { score: plain(note.score, 0) });
      case 'level':
        return t(note.fits ? 'note.level' : 'note.levelTooLong', { has: note.has, wants: note.wants });
      case 'contrast':
        return t('note.contrast', { has: plain(note.has), wants: plain(note.wants) });
      case 'rule_of_thumb':
        return t('note.ruleOfThumb', { mm: mm(note.mm) });
      case 'very_wide':
        return t('note.veryWide', { distance: plain(query.distanceMm / 1000), width: plain(note.mm / 1000) });
      case 'quiet_zone':
        return t('note.quietZone', { has: plain(note.has, 0), wants: plain(note.wants, 0) });
      case 'length':
        return t('note.length', { bytes: plain(note.bytes, 0), modules: plain(note.modules, 0) });
      case 'surface':
        return t(`note.${note.surface}`);
      case 'no_background':
        return t('note.noBackground');
    }
  };
}

function Savings({ advice }: { readonly advice: WireAdvice }) {
  const { t } = useTranslation('print');
  const { mm } = useLengths();
  return (
    <Stack gap={4}>
      <Text fw={500}>{t('saving.title')}</Text>
      <ul className={style.notes}>
        {advice.savings.map(({ change, example, codeMm }) => (
          <li key={change}>
            {t(`saving.${change}`, { after: mm(codeMm), before: mm(advice.codeMm) })}{' '}
            <span className="qz-mono">{example}</span>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
