import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

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

const danger: MantineColorsTuple = [
  '#FDEFEE',
  '#FADBD8',
  '#F5B5AF',
  '#F9A095',
  '#FF8A7A',
  '#E5564A',
  '#CC3A30',
  '#B3261E',
  '#931D17',
  '#701410',
];

const warning: MantineColorsTuple = [
  '#FBF3E6',
  '#F6E4C6',
  '#EFCF97',
  '#EABF70',
  '#E5B04C',
  '#C98A1E',
  '#B3700A',
  '#9A5B00',
  '#7D4A00',
  '#5E3800',
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

/** Only to show where something came from. */
const motion = { duration: 140, transition: 'fade' } as const;

/** What stands on a filled accent is white on the deep one of light pages, and dark on the pale one of dark pages. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  return input.variant === 'filled' ? { ...colors, color: 'var(--qz-on-fill)' } : colors;
};

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  black: '#14181A',
  // The few colours there are, by every name that a component may ask for them.
  colors: { accent, dark, red: danger, yellow: warning, orange: warning, green: accent, teal: accent },
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
  variantColorResolver,
  // As plain data: whoever asks for the theme must not load every component that it speaks of.
  components: {
    Button: { styles: { label: { overflow: 'visible' } } },
    InputWrapper: {
      styles: {
        label: { fontWeight: 500, marginBlockEnd: module },
        // Room between a hint and the field, on whichever side it stands.
        description: { marginBlockEnd: module },
        error: { marginBlockStart: module },
      },
    },
    // Options are made when they are looked at, not for each field of a page.
    Combobox: { defaultProps: { keepMounted: false } },
    PasswordInput: { defaultProps: { spellCheck: false } },
    Modal: {
      defaultProps: {
        transitionProps: motion,
        overlayProps: { backgroundOpacity: 0.4 },
        centered: true,
      },
    },
    // The head of a dialog is no landmark: a page has one banner at most.
    ModalHeader: { defaultProps: { role: 'none' } },
    // As written: capitals are harder to read, and other scripts have none.
    Badge: { styles: { root: { textTransform: 'none' }, label: { fontWeight: 500 } } },
    Checkbox: { defaultProps: { iconColor: 'var(--qz-on-fill)', radius: 'xs' } },
    Radio: { defaultProps: { iconColor: 'var(--qz-on-fill)' } },
    // A placeholder that takes the focus would be a stranger among the items of a menu.
    Menu: { defaultProps: { shadow: 'md', transitionProps: motion, withInitialFocusPlaceholder: false } },
    // What opens on a page stands in its landmark: it comes and goes with the page.
    Popover: { defaultProps: { shadow: 'md', transitionProps: motion, portalProps: { target: 'main' } } },
    Tooltip: { defaultProps: { transitionProps: motion, openDelay: 300 } },
  },
});

/** Names for what Mantine has none: `--qz-control` is the outline of what can be pressed or filled in (3:1). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#FAFAF7',
    '--mantine-color-text': '#14181A',
    '--mantine-color-dimmed': '#59636B',
    '--mantine-color-placeholder': '#6C757C',
    '--mantine-color-default': '#FFFFFF',
    '--mantine-color-default-hover': '#F4F5F2',
    '--mantine-color-default-border': '#8A938D',
    '--mantine-color-error': '#B3261E',
    '--mantine-color-anchor': '#0A7357',
    '--qz-surface': '#FFFFFF',
    '--qz-float': '#FFFFFF',
    '--qz-hover': '#F0F2EE',
    '--qz-line': '#E3E6E1',
    '--qz-control': '#8A938D',
    '--qz-warning': '#9A5B00',
    '--qz-danger': '#B3261E',
    '--qz-accent': '#0A7357',
    '--qz-on-fill': '#FFFFFF',
    '--qz-shadow': '0 8px 24px rgb(20 24 26 / 14%)',
  },
  dark: {
    '--mantine-color-body': '#101312',
    '--mantine-color-text': '#ECEFEA',
    '--mantine-color-dimmed': '#98A29B',
    '--mantine-color-placeholder': '#8B958E',
    '--mantine-color-default': '#181C1A',
    '--mantine-color-default-hover': '#202522',
    '--mantine-color-default-border': '#6F7972',
    '--mantine-color-error': '#FF8A7A',
    '--mantine-color-anchor': '#3CCB9B',
    '--qz-surface': '#181C1A',
    '--qz-float': '#202522',
    '--qz-hover': '#1E2320',
    '--qz-line': '#2A302C',
    '--qz-control': '#6F7972',
    '--qz-warning': '#E5B04C',
    '--qz-danger': '#FF8A7A',
    '--qz-accent': '#3CCB9B',
    '--qz-on-fill': '#101312',
    '--qz-shadow': '0 8px 24px rgb(0 0 0 / 50%)',
  },
});
