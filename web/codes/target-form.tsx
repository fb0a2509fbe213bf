import { SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireContentType } from '../../src/http/dashboard/wire-codes.ts';
import { canBeLink, type Draft } from './code-draft.ts';
import { ContentForm } from './content-form.tsx';
import type { FieldProblems } from './field-problems.ts';
import { readSchema } from './schema-model.ts';
import { textAttributes } from './text-attributes.ts';
import { UtmBuilder } from './utm-builder.tsx';

interface TargetFormProps {
  readonly of: WireContentType;
  readonly draft: Draft;
  readonly problems: FieldProblems;
  readonly readOnly: boolean;
  change(draft: Draft): void;
}

/** Where a code leads: a link, or the content of its type. */
export function TargetForm({ of, draft, problems, readOnly, change }: TargetFormProps) {
  const { t } = useTranslation('codes');
  const fields = useMemo(() => (of.schema === null ? [] : readSchema(of.schema)), [of]);
  return (
    <Stack gap="md">
      {canBeLink(of, draft) && (
        <SegmentedControl
          aria-label={t('target.by')}
          value={draft.by}
          disabled={readOnly}
          data={[
            { value: 'content', label: t('target.content') },
            { value: 'destination', label: t('target.link') },
          ]}
          onChange={(by) => change({ ...draft, by: by === 'content' ? 'content' : 'destination' })}
        />
      )}
      {draft.by === 'destination' ? (
        <LinkField
          link={draft.destination}
          error={problems.get('destination')}
          readOnly={readOnly}
          change={(destination) => change({ ...draft, destination })}
        />
      ) : (
        <ContentForm
          type={of.type}
          fields={fields}
          value={draft.content}
          problems={problems}
          readOnly={readOnly}
          change={(content) => change({ ...draft, content })}
        />
      )}
    </Stack>
  );
}

interface LinkFieldProps {
  readonly link: string;
  readonly error: string | undefined;
  readonly readOnly: boolean;
  change(link: string): void;
}

function LinkField({ link, error, readOnly, change }: LinkFieldProps) {
  const { t } = useTranslation('codes');
  return (
    <>
      <TextInput
        {...textAttributes('url')}
        name="destination"
        label={t('target.destination')}
        description={t('target.destinationHint')}
        placeholder="https://example.com/menu"
        required
        disabled={readOnly}
        value={link}
        error={error}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {!readOnly && <UtmBuilder link={link} change={change} />}
    </>
  );
}
