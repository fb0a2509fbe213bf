import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireContentType, WireNewCode } from '../../src/http/dashboard/wire-codes.ts';
import { toast } from '../parts/toasts.tsx';
import { useWorkspace } from '../state/session.tsx';
import { useTell } from '../state/use-ask.ts';
import { CodeDetails, type Details, isDetail, noDetails } from './code-details.tsx';
import { type Draft, hasTarget, isBegun, nameOf, newDraft, targetOf } from './code-draft.ts';
import style from './form-layout.module.css';
import { FormProblem } from './form-problem.tsx';
import { PhonePreview } from './phone-preview.tsx';
import { SlugField } from './slug-field.tsx';
import { TargetForm } from './target-form.tsx';
import { useFieldProblems } from './use-field-problems.ts';

/** A new code of a type, beside what a phone will show of it. */
export function NewCodeForm({ of }: { readonly of: WireContentType }) {
  const { t } = useTranslation('codes');
  const types = useTranslation('types');
  const [draft, setDraft] = useState<Draft>(() => newDraft(of));
  const [details, setDetails] = useState<Details>(noDetails);
  const [slug, setSlug] = useState('');
  const make = useMake();
  const form = useRef<HTMLFormElement>(null);
  const problems = useFieldProblems(make.error, form);
  const typeName = types.t(`name.${of.type}`);
  const hint = nameOf(of.type, draft, typeName);
  const hasField = (path: string) => path === 'slug' || isDetail(path) || hasTarget(of, draft, path);
  const preview = useMemo<WireNewCode | null>(
    () =>
      isBegun(draft) ? { type: of.type, name: details.name, slug: slug.trim(), ...targetOf(draft) } : null,
    [of.type, draft, details.name, slug],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = details.name.trim() || hint;
    make.run(newCodeOf(of, draft, { ...details, name: name ?? '' }, slug));
  };
  return (
    <div className={style.columns}>
      <form ref={form} className={style.form} onSubmit={submit} noValidate>
        <Section title={t('new.what')}>
          <TargetForm of={of} draft={draft} problems={problems} readOnly={false} change={setDraft} />
        </Section>
        <Section title={t('new.details')}>
          <CodeDetails
            value={details}
            problems={problems}
            readOnly={false}
            nameHint={hint ?? typeName}
            change={setDetails}
          />
          <SlugField value={slug} error={problems.get('slug')} change={setSlug} />
        </Section>
        <FormProblem error={make.error} hasField={hasField} />
        <Group>
          <Button type="submit" loading={make.busy}>
            {t('new.make')}
          </Button>
          <Text size="xs" c="dimmed">
            {t('new.later')}
          </Text>
        </Group>
      </form>
      <aside className={style.aside} aria-label={t('preview.label')}>
        <PhonePreview of={preview} withPicture />
      </aside>
    </div>
  );
}

function useMake() {
  const { t } = useTranslation('codes');
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const make = useTell('POST /w/:workspace/codes', [
    'GET /w/:workspace/codes',
    'GET /w/:workspace/overview',
    'GET /w/:workspace/tags',
    'GET /w/:workspace/folders',
    'GET /w/:workspace',
  ]);
  const isUnderWay = useRef(false);
  const run = (body: WireNewCode) => {
    // The second of two clicks may come before the button shows that it works.
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    make.mutate(
      { params: { workspace }, body },
      {
        onSuccess(code) {
          toast({ text: t('new.made', { name: code.name }) });
          const [first] = code.warnings;
          // There it stands what it is, and what would help.
          if (first !== undefined) toast({ text: t('new.weak'), tone: 'problem' });
          const search = first === undefined ? {} : { tab: 'design' };
          void navigate({ to: `/w/${workspace}/codes/${code.id}`, search } as never);
        },
        onSettled() {
          isUnderWay.current = false;
        },
      },
    );
  };
  return { run, error: make.error, busy: make.isPending };
}

function newCodeOf(of: WireContentType, draft: Draft, details: Details, slug: string): WireNewCode {
  const { name, tags, folderId, expiresAt } = details;
  return {
    type: of.type,
    ...targetOf(draft),
    ...(name !== '' && { name }),
    ...(slug.trim() !== '' && { slug: slug.trim() }),
    ...(tags.length > 0 && { tags }),
    ...(folderId !== null && { folderId }),
    ...(expiresAt !== null && { expiresAt }),
  };
}

function Section({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section className={`qz-card ${style.section}`}>
      <Title order={2} size="h3" mb="md">
        {title}
      </Title>
      <Stack gap="md">{children}</Stack>
    </section>
  );
}
