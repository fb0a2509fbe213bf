import {
  IconBuilding,
  IconKey,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconPlus,
  IconSun,
  IconUpload,
  IconUserPlus,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { languageNames, languages } from '../../language.ts';
import { useTry } from '../../parts/use-try.ts';
import { useSetLanguage, useSetTheme } from '../../state/profile.ts';
import { useSession } from '../../state/session.tsx';
import { useSignOut } from '../../state/sign-out.ts';
import { themes } from '../../state/themes.ts';
import type { OpenDialog } from '../dialogs.ts';
import { isOutside } from '../places.ts';
import { usePlaces } from '../use-places.ts';
import type { Entry } from './entry.ts';

/** Everywhere one can go. */
export function usePlaceEntries(): readonly Entry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { sections } = usePlaces();
  return sections.flatMap((section) =>
    section.places.map((place) => ({
      id: `place-${place.key}`,
      group: 'places' as const,
      label: t(`place.${place.key}`),
      hidden: t(section.key),
      detail: t(section.key),
      icon: section.icon,
      run: () => {
        if (isOutside(place)) window.open(place.to, '_blank', 'noopener');
        else void navigate({ to: place.to });
      },
    })),
  );
}

/** What can be done in the workspace, as far as one may. */
export function useWorkspaceEntries(open: OpenDialog): readonly Entry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { memberships } = useSession();
  const { membership } = usePlaces();
  const may = (permission: (typeof memberships)[number]['permissions'][number]) =>
    membership?.permissions.includes(permission) ?? false;
  const go = (path: string, search: Readonly<Record<string, string>> = {}) => {
    const to = `/w/${membership?.workspace.slug ?? ''}${path}`;
    return () => void navigate({ to, search } as never);
  };
  const act = (id: string, label: string, icon: Entry['icon'], run: () => void): Entry => ({
    id: `action-${id}`,
    group: 'actions',
    label,
    ...(icon && { icon }),
    run,
  });
  return [
    ...(may('codes:write') ? [act('new', t('action.newCode'), IconPlus, go('/codes/new'))] : []),
    ...(may('codes:write') ? [act('import', t('action.import'), IconUpload, go('/codes/import'))] : []),
    ...(may('keys:own') ? [act('key', t('action.newKey'), IconKey, go('/api/keys', { new: '1' }))] : []),
    ...(may('members:manage')
      ? [act('invite', t('action.invite'), IconUserPlus, go('/settings/members', { invite: '1' }))]
      : []),
    ...memberships
      .filter(({ workspace }) => workspace.id !== membership?.workspace.id)
      .map(({ workspace }) =>
        act(
          `switch-${workspace.id}`,
          t('action.switchTo', { name: workspace.name }),
          IconBuilding,
          () => void navigate({ to: '/w/$workspace/overview', params: { workspace: workspace.slug } }),
        ),
      ),
    act('workspace', t('newWorkspace'), IconBuilding, () => open('newWorkspace')),
  ];
}

/** Theme, language, the way out. */
export function useOwnEntries(open: OpenDialog): readonly Entry[] {
  const { t } = useTranslation();
  const attempt = useTry();
  const setTheme = useSetTheme();
  const setLanguage = useSetLanguage();
  const signOut = useSignOut();
  return [
    ...themes.map((theme) => ({
      id: `theme-${theme}`,
      group: 'actions' as const,
      label: t('action.theme', { theme: t(`themes.${theme}`) }),
      icon: IconSun,
      run: () => void attempt(() => setTheme(theme)),
    })),
    ...languages.map((language) => ({
      id: `language-${language}`,
      group: 'actions' as const,
      label: t('action.language', { language: languageNames[language] }),
      // Found in every language: whoever looks for it may not read this one.
      hidden: `language sprache لغة ${language}`,
      icon: IconLanguage,
      run: () => void attempt(() => setLanguage(language)),
    })),
    {
      id: 'shortcuts',
      group: 'actions',
      label: t('shortcuts'),
      icon: IconKeyboard,
      run: () => open('shortcuts'),
    },
    {
      id: 'sign-out',
      group: 'actions',
      label: t('signOut'),
      icon: IconLogout,
      run: () => void attempt(signOut),
    },
  ];
}
