import { Checkbox, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CaptionFields } from './caption-fields.tsx';
import { InkSelect } from './ink-select.tsx';
import { LayoutFields, type LayoutFieldsProps } from './layout-fields.tsx';
import { LengthInput } from './length-input.tsx';
import style from './print.module.css';
import type { SheetDraft } from './sheet-draft.ts';
import type { ProblemOf } from './sheet-problem.ts';

interface SheetFormProps {
  readonly draft: SheetDraft;
  readonly problemOf: ProblemOf;
  readonly placed: LayoutFieldsProps['placed'];
  /** The fields of the order; nothing where there is one code. */
  readonly order: ReactNode;
  change(part: Partial<SheetDraft>): void;
}

/** Everything that can be chosen of a sheet. */
export function SheetForm({ draft, problemOf, placed, order, change }: SheetFormProps) {
  const { t } = useTranslation('print');
  return (
    <Stack gap="lg" className="qz-card">
      <Part title={t('sheet.layout')}>
        <LayoutFields draft={draft} problemOf={problemOf} placed={placed} change={change} />
      </Part>
      <Part title={t('caption.label')}>
        <CaptionFields captions={draft.captions} change={(captions) => change({ captions })} />
      </Part>
      <Part title={t('sheet.codes')}>
        {order}
        <CodeFields draft={draft} change={change} />
      </Part>
    </Stack>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Stack gap="sm" component="section" aria-label={title}>
      <Title order={2} size="h3">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

/** Of a code that is not as wide as fits, to begin with, in mm. */
const ownWidthMm = 25;

function CodeFields({ draft, change }: Pick<SheetFormProps, 'draft' | 'change'>) {
  const { t } = useTranslation('print');
  const { codeMm, copies, skip, ink, cropMarks } = draft;
  return (
    <>
      <Checkbox
        label={t('sheet.fits')}
        checked={codeMm === null}
        onChange={(event) => change({ codeMm: event.currentTarget.checked ? null : ownWidthMm })}
      />
      <div className={style.fields}>
        {codeMm !== null && (
          <LengthInput
            label={t('sheet.codeWidth')}
            value={codeMm}
            min={5}
            max={2000}
            unit="mm"
            change={(next) => change({ codeMm: next })}
          />
        )}
        <LengthInput
          label={t('sheet.copies')}
          value={copies}
          min={1}
          max={1000}
          digits={0}
          change={(next) => change({ copies: next })}
        />
        {draft.kind !== 'roll' && (
          <LengthInput
            label={t('sheet.skip')}
            value={skip}
            min={0}
            max={4999}
            digits={0}
            change={(next) => change({ skip: next })}
          />
        )}
        <InkSelect value={ink} change={(next) => change({ ink: next })} />
      </div>
      <Checkbox
        label={t('sheet.cropMarks')}
        checked={cropMarks}
        onChange={(event) => change({ cropMarks: event.currentTarget.checked })}
      />
    </>
  );
}
