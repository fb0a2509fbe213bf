import { z } from 'zod';
import { httpUrl } from './fields.ts';
import type { ContentSpec } from './spec.ts';
import type { ScanAction } from './types.ts';

const schema = z
  .strictObject({
    ios_url: httpUrl.optional(),
    android_url: httpUrl.optional(),
    huawei_url: httpUrl.optional(),
    fallback_url: httpUrl.optional(),
  })
  .refine((content) => Object.values(content).some((url) => url !== undefined), {
    error: 'send ios_url, android_url, huawei_url or fallback_url',
  });

export type AppContent = z.infer<typeof schema>;

export const appSpec: ContentSpec<AppContent> = {
  name: 'App',
  schema,
  namedByHost: true,
  readText: (text) => ({ content: { fallback_url: text } }),
  scan: chooseStore,
};

/** With the fallback alone there is nothing to choose: that is a plain redirect. */
function chooseStore({ ios_url, android_url, huawei_url, fallback_url }: AppContent): ScanAction {
  if (fallback_url !== undefined && (ios_url ?? android_url ?? huawei_url) === undefined) {
    return { do: 'redirect', location: fallback_url };
  }
  return {
    do: 'by-system',
    ios: ios_url ?? null,
    android: android_url ?? null,
    huawei: huawei_url ?? null,
    other: fallback_url ?? null,
  };
}
