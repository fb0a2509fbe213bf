import { Accordion } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Design } from '../../src/http/dashboard/wire-designs.ts';
import css from './design.module.css';
import { type Room, RoomContext } from './designer-room.tsx';
import { createDraft, type Draft } from './draft.ts';
import { FactsPanel } from './facts-panel.tsx';
import { createLive } from './live.ts';
import { LivePicture } from './live-picture.tsx';
import { EyesSection } from './sections/eyes-section.tsx';
import { FrameSection } from './sections/frame-section.tsx';
import { LogoSection } from './sections/logo-section.tsx';
import { ModulesSection } from './sections/modules-section.tsx';
import { PresetsSection } from './sections/presets-section.tsx';
import { SymbolSection } from './sections/symbol-section.tsx';
import { useStudio } from './studio-room.tsx';

interface DesignerProps {
  /** As the server has it. */
  readonly saved: Design;
  /** What the symbol says. */
  readonly text: string;
  readonly label: string;
  readonly mayWrite: boolean;
  /** Below the picture: saving and what goes with it. */
  readonly acts: ReactNode;
  /** Below the facts. */
  readonly more?: ReactNode;
  /** Below the controls. */
  readonly below?: ReactNode;
}

/** A design beside its picture, which follows every change. */
export function Designer({ saved, text, mayWrite, ...parts }: DesignerProps) {
  const studio = useStudio();
  const [draft] = useState<Draft>(() => createDraft(saved));
  const [room, setRoom] = useState<Room | null>(null);
  useEffect(() => draft.follow(saved), [draft, saved]);
  useEffect(() => {
    const live = createLive(studio, draft, text);
    setRoom({ draft, live, text, mayWrite });
    return () => live.close();
  }, [studio, draft, text, mayWrite]);
  if (room === null) return null;
  return (
    <RoomContext value={room}>
      <Layout {...parts} draft={draft} mayWrite={mayWrite} />
    </RoomContext>
  );
}

interface LayoutProps extends Omit<DesignerProps, 'saved' | 'text'> {
  readonly draft: Draft;
}

function Layout({ draft, label, mayWrite, acts, more, below }: LayoutProps) {
  const { t } = useTranslation('design');
  const steer = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) draft.undo();
    else if (key === 'y' || key === 'z') draft.redo();
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of whatever stands in it; buttons do the same
    <div className={css.designer} onKeyDown={mayWrite ? steer : undefined}>
      <div className={css.aside}>
        <section className={css.stage} aria-label={t('preview')}>
          <LivePicture label={label} />
          <div className={css.acts}>{acts}</div>
        </section>
        <div className={css.facts}>
          <FactsPanel />
        </div>
        {more !== undefined && <div className={css.more}>{more}</div>}
      </div>
      <div className={css.controls}>
        <Sections mayWrite={mayWrite} />
        {below}
      </div>
    </div>
  );
}

const sections = [
  ['presets', PresetsSection],
  ['modules', ModulesSection],
  ['eyes', EyesSection],
  ['logo', LogoSection],
  ['frame', FrameSection],
  ['symbol', SymbolSection],
] as const;

function Sections({ mayWrite }: { readonly mayWrite: boolean }) {
  const { t } = useTranslation('design');
  return (
    <Accordion
      multiple
      defaultValue={['presets', 'modules']}
      order={2}
      keepMounted={false}
      className={css.sections}
    >
      {sections.map(([name, Section]) => (
        <Accordion.Item key={name} value={name}>
          <Accordion.Control>{t(`section.${name}`)}</Accordion.Control>
          <Accordion.Panel>
            <fieldset className={css.fields} disabled={!mayWrite}>
              <Section />
            </fieldset>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
