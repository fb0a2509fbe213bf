import { useTranslation } from 'react-i18next';
import type { WireBudget } from '../../src/http/dashboard/wire-designs.ts';
import { lossOf, lostKindOf } from './facts.ts';
import { usePercent } from './use-percent.ts';

type Suggestion = WireBudget['suggestions'][number];
type FieldChange = Pick<Suggestion, 'field' | 'value'>;

/** What is known of a design, in the reader's language. */
export function useFactWords() {
  const { t } = useTranslation('design');
  const percent = usePercent();
  const change = ({ field, value }: FieldChange): string => {
    if (field === 'logo.size') return t('change.logoSize', { share: percent(Number(value)) });
    if (field === 'logo.margin') return t('change.logoMargin');
    if (field === 'eyes.frame.color') return t('change.eyeFrame');
    if (field === 'eyes.ball.color') return t('change.eyeBall');
    if (field === 'background') return t('change.background');
    if (field === 'modules.color') return t('change.modules');
    if (field === 'quiet_zone') return t('change.quietZone', { n: value });
    if (field === 'error_correction') return t('change.level', { level: value });
    if (field === 'version') return t('change.version', { version: value });
    if (field === 'mask') return t('change.mask', { mask: value });
    return `${field}: ${value}`;
  };
  return {
    loss(facts: Pick<WireBudget, 'blocks' | 'worstBlock'>): string {
      const { kind, n, of, byLogo, byColors } = lossOf(facts);
      return t(`loss.${kind}`, { n, of, logo: byLogo, colors: byColors });
    },
    lost(part: WireBudget['lost'][number]): string {
      const kind = lostKindOf(part);
      return kind === undefined ? part.message : t(`lost.${kind}`);
    },
    /** What its button says. */
    suggestion: (one: Suggestion): string => [one, ...one.also].map(change).join(' + '),
  };
}
