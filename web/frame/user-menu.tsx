import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconKeyboard, IconLogout, IconUser } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { languageNames, languages } from '../language.ts';
import { useLater } from '../parts/use-later.ts';
import { useTry } from '../parts/use-try.ts';
import { useSetLanguage, useSetTheme, useTheme } from '../state/profile.ts';
import { useSession } from '../state/session.tsx';
import { useSignOut } from '../state/sign-out.ts';
import { themes } from '../state/themes.ts';
import type { OpenDialog } from './dialogs.ts';
import classes from './frame.module.css';

/** Who is signed in: theme, language, the way out. */
export function UserMenu({
  open,
  isSmall = false,
}: {
  readonly open: OpenDialog;
  readonly isSmall?: boolean;
}) {
  const { t } = useTranslation();
  const { user } = useSession();
  const navigate = useNavigate();
  const attempt = useTry();
  const signOut = useSignOut();
  const name = user?.name || user?.email || '';
  const inside = (
    <>
      <span className={classes.initial} aria-hidden>
        {[...name][0]?.toLocaleUpperCase()}
      </span>
      {isSmall ? <VisuallyHidden>{name}</VisuallyHidden> : <span className={classes.userName}>{name}</span>}
      <VisuallyHidden>{t('userMenu')}</VisuallyHidden>
    </>
  );
  const look = { className: classes.user, 'data-small': isSmall || undefined };
  if (!useLater()) return <div {...look}>{inside}</div>;
  return (
    <Menu
      position={isSmall ? 'bottom-end' : 'top-start'}
      width={240}
      withinPortal={false}
      floatingStrategy="fixed"
    >
      <Menu.Target>
        <UnstyledButton {...look}>{inside}</UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        <Menu.Label className={classes.userEmail}>{user?.email}</Menu.Label>
        <Menu.Item
          leftSection={<IconUser size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/account/profile' })}
        >
          {t('place.profile')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={() => open('shortcuts')}>
          {t('shortcuts')}
        </Menu.Item>
        <Menu.Divider />
        <ThemeItems />
        <Menu.Divider />
        <LanguageItems />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void attempt(signOut)}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function ThemeItems() {
  const { t } = useTranslation();
  const theme = useTheme();
  const setTheme = useSetTheme();
  const attempt = useTry();
  return (
    <>
      <Menu.Label>{t('theme')}</Menu.Label>
      {themes.map((one) => (
        <Menu.Item
          key={one}
          closeMenuOnClick={false}
          aria-current={one === theme ? 'true' : undefined}
          rightSection={one === theme && <IconCheck size={16} aria-hidden />}
          onClick={() => void attempt(() => setTheme(one))}
        >
          {t(`themes.${one}`)}
        </Menu.Item>
      ))}
    </>
  );
}

function LanguageItems() {
  const { t, i18n } = useTranslation();
  const setLanguage = useSetLanguage();
  const attempt = useTry();
  return (
    <>
      <Menu.Label>{t('language')}</Menu.Label>
      {languages.map((one) => (
        <Menu.Item
          key={one}
          lang={one}
          aria-current={one === i18n.language ? 'true' : undefined}
          rightSection={one === i18n.language && <IconCheck size={16} aria-hidden />}
          onClick={() => void attempt(() => setLanguage(one))}
        >
          {languageNames[one]}
        </Menu.Item>
      ))}
    </>
  );
}
