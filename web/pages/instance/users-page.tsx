import { Button, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Answered } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';
import { useAsk } from '../../state/use-ask.ts';
import { isFound } from './is-found.ts';
import { NewUserDialog } from './new-user-dialog.tsx';
import { UserRows } from './user-rows.tsx';

export function InstanceUsersPage() {
  const { t } = useTranslation('instance');
  const [making, setMaking] = useState(false);
  const [search, setSearch] = useState('');
  const users = useAsk('GET /instance/users', {});
  return (
    <Page
      title={t('usersTitle')}
      about={t('usersAbout')}
      actions={<Button onClick={() => setMaking(true)}>{t('newUser')}</Button>}
    >
      <TextInput
        type="search"
        aria-label={t('usersSearch')}
        placeholder={t('usersSearch')}
        leftSection={<IconSearch size={16} aria-hidden />}
        maw={400}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <Answered asked={users} rows={6}>
        {(all) => {
          const found = all.filter(({ name, email, workspaces }) =>
            isFound(search, [name, email, ...workspaces.map((one) => one.name)]),
          );
          return (
            <Stack gap="sm">
              <Text size="xs" c="dimmed" role="status">
                {t('usersFound', { count: found.length })}
              </Text>
              {found.length > 0 && <UserRows users={found} />}
            </Stack>
          );
        }}
      </Answered>
      {making && <NewUserDialog close={() => setMaking(false)} />}
    </Page>
  );
}
