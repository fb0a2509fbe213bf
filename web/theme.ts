import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** From pale to deep; 7 on light and 4 on dark pages reach 4.5:1 as text. */
const accent: MantineColorsTuple = [
  '#E9F7F2',
  '#D0EDE2',
  '#A3DCC7',
  '#70C9A9',
  '#3CCB9B',
  '#24A97D',
  '#128A66',
  '#0A7357',
  '#085E47',
  '#064735',
];

/** Mantine's dark page: 0 is text, 2 muted, 4 lines, 6 surfaces, 7 the page. */
const dark: MantineColorsTuple = [
  '#ECEFEA',
  '#C9CFC9',
  '#98A29B',
  '#6F7972',
  '#2A302C',
  '#232825',
  '#181C1A',
  '#101312',
  '#0C0E0D',
  '#080A09',
];

/** One module of the grid, in px. */
const module = 4;

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  black: '#14181A',
  colors: { accent, dark },
  fontFamily: "'Inter Variable', 'Noto Sans Arabic Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'Roboto Mono', monospace",
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  spacing: {
    xs: `${module}px`,
    sm: `${2 * module}px`,
    md: `${4 * module}px`,
    lg: `${6 * module}px`,
    xl: `${10 * module}px`,
  },
  radius: { xs: '4px', sm: '8px', md: '8px', lg: '8px', xl: '8px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '28px', lineHeight: '1.25' },
      h2: { fontSize: '20px', lineHeight: '1.3' },
      h3: { fontSize: '16px', lineHeight: '1.4' },
    },
  },
  respectReducedMotion: true,
});

/** Names for what Mantine has none: `--qz-control` is the outline of what can be pressed or filled in (3:1). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#FAFAF7',
    '--mantine-color-dimmed': '#59636B',
    '--mantine-color-default-border': '#8A938D',
    '--mantine-color-error': '#B3261E',
    '--qz-surface': '#FFFFFF',
    '--qz-line': '#E3E6E1',
    '--qz-control': '#8A938D',
    '--qz-warning': '#9A5B00',
    '--qz-danger': '#B3261E',
    '--qz-accent': '#0A7357',
  },
  dark: {
    '--mantine-color-body': '#101312',
    '--mantine-color-dimmed': '#98A29B',
    '--mantine-color-default-border': '#6F7972',
    '--mantine-color-error': '#FF8A7A',
    '--qz-surface': '#181C1A',
    '--qz-line': '#2A302C',
    '--qz-control': '#6F7972',
    '--qz-warning': '#E5B04C',
    '--qz-danger': '#FF8A7A',
    '--qz-accent': '#3CCB9B',
  },
});
