import { useDirection, useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { directionOf, rememberLanguage, speak } from '../language.ts';
import { schemeOf } from '../state/profile.ts';
import { sessionQuery } from '../state/session.tsx';

/** Keeps the page as the profile says, which may have been changed on another device: language, direction, theme. */
export function FollowProfile() {
  const { i18n } = useTranslation();
  const { setDirection } = useDirection();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { data } = useQuery(sessionQuery);
  const theme = data?.user?.theme;
  const shown = useRef(colorScheme);
  shown.current = colorScheme;
  const language = data?.user?.language ?? null;
  useEffect(() => setDirection(directionOf(i18n.language)), [i18n.language, setDirection]);
  useEffect(() => {
    // Setting it has the browser style the whole page anew.
    if (theme && schemeOf(theme) !== shown.current) setColorScheme(schemeOf(theme));
  }, [theme, setColorScheme]);
  useEffect(() => {
    if (language === null) return;
    // So that the next page begins in it, before the profile is known.
    rememberLanguage(language);
    void speak(language);
  }, [language]);
  return null;
}
