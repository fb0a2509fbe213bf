/** Of the dashboard and of mails. */
export const languages = ['en', 'de', 'ar'] as const;
export type Language = (typeof languages)[number];

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
