/** In the order in which they are offered. */
export const themes = ['system', 'light', 'dark'] as const;
