import { localStorageColorSchemeManager } from '@mantine/core';

/** Light or dark, as last chosen in this browser, so that a page does not flash; the profile has it for all of them. */
export const schemeStore = localStorageColorSchemeManager({ key: 'quietzone-theme' });
