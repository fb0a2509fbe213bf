import { NativeSelect, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language, Theme } from '../../src/http/dashboard/wire-people.ts';
import { languageNames, languages } from '../language.ts';
import { useHeading } from '../parts/use-heading.ts';
import { useTry } from '../parts/use-try.ts';
import { WordMark } from '../parts/word-mark.tsx';
import { useSetLanguage, useSetTheme, useTheme } from '../state/profile.ts';
import { themes } from '../state/themes.ts';
import classes from './gate.module.css';

export interface GateProps {
  readonly title: string;
  readonly about?: ReactNode;
  /** Other ways, below the card. */
  readonly below?: ReactNode;
  readonly children?: ReactNode;
}

/** A page before one is in: one card, and nothing else to do. */
export function Gate({ title, about, below, children }: GateProps) {
  const heading = useHeading(title);
  return (
    <div className={classes.gate}>
      <main id="main" tabIndex={-1} className={classes.main}>
        <WordMark size={40} />
        <div className={`qz-card ${classes.card}`}>
          <Stack gap="md">
            <div>
              <Title order={1} size="h2" ref={heading} tabIndex={-1}>
                {title}
              </Title>
              {about !== undefined && (
                <Text c="dimmed" mt="xs">
                  {about}
                </Text>
              )}
            </div>
            {children}
          </Stack>
        </div>
        {below}
      </main>
      <Foot />
    </div>
  );
}

/** The page as whoever sees it reads best: language and theme. */
export function Foot() {
  const { t, i18n } = useTranslation();
  const setLanguage = useSetLanguage();
  const setTheme = useSetTheme();
  const theme = useTheme();
  const attempt = useTry();
  return (
    <footer className={classes.foot}>
      <NativeSelect
        size="xs"
        aria-label={t('language')}
        value={i18n.language}
        data={languages.map((value) => ({ value, label: languageNames[value] }))}
        onChange={(event) => {
          const language = event.currentTarget.value as Language;
          void attempt(() => setLanguage(language));
        }}
      />
      <NativeSelect
        size="xs"
        aria-label={t('theme')}
        value={theme}
        data={themes.map((value) => ({ value, label: t(`themes.${value}`) }))}
        onChange={(event) => {
          const next = event.currentTarget.value as Theme;
          void attempt(() => setTheme(next));
        }}
      />
    </footer>
  );
}
