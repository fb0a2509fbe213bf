import { Tabs, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireKey } from '../../../src/http/dashboard/wire-codes.ts';
import { CopyBlock } from '../../parts/copy.tsx';
import { useSession } from '../../state/session.tsx';
import { takesBody } from './console-body.ts';
import type { Draft } from './draft.ts';
import { exampleLanguages, renderExample } from './examples.ts';

export interface ConsoleExamplesProps {
  readonly dialect: WireKey['dialect'];
  readonly draft: Draft;
}

/** The call as it stands, in four languages. */
export function ConsoleExamples({ dialect, draft }: ConsoleExamplesProps) {
  const { t } = useTranslation('api');
  const origin = useSession().instance.baseUrl;
  const body = takesBody(draft.method) ? draft.body.trim() : '';
  return (
    <section className="qz-card">
      <Title order={2}>{t('examples')}</Title>
      <Text size="xs" c="dimmed" mb="sm">
        {t('examplesAbout')}
      </Text>
      <Tabs defaultValue="curl">
        <Tabs.List mb="sm">
          {exampleLanguages.map((language) => (
            <Tabs.Tab key={language} value={language}>
              {language}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {exampleLanguages.map((language) => (
          <Tabs.Panel key={language} value={language}>
            <CopyBlock
              text={renderExample(language, {
                origin,
                dialect,
                method: draft.method,
                path: draft.path,
                body,
              })}
              what={t('copyExample', { language })}
            />
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}
