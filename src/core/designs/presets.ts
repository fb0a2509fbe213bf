import { type Color, type Design, type Gradient, plainDesign } from './design.ts';

export const presetNames = [
  'classic',
  'rounded',
  'fluid',
  'dots',
  'diamond',
  'bars',
  'leaf',
  'ocean',
  'sunset',
  'ink',
  'badge',
  'ticket',
] as const;
export type PresetName = (typeof presetNames)[number];

const paper = '#ffffff';
const ink = '#14181a';
const accent = '#0a7357';

/**
 * Designs to begin with, dark on light with a quiet zone of 4. Each of their colours reaches 4.5 : 1 on its background,
 * and each is read by every decoder of the tests at every length of link.
 */
export const presets: Readonly<Record<PresetName, Design>> = {
  classic: plainDesign,
  rounded: styled('rounded', ink, 'rounded', 'rounded'),
  fluid: styled('connected', accent, 'rounded', 'circle'),
  dots: styled('dots', ink, 'circle', 'circle'),
  diamond: styled('diamond', '#5b2a86', 'octagon', 'diamond'),
  bars: styled('vertical', '#1f3a5f', 'rounded', 'rounded'),
  leaf: styled('rounded', '#1e5b3a', 'leaf', 'leaf'),
  ocean: styled('connected', linear(45, '#0a7357', '#17508f'), 'rounded', 'rounded'),
  sunset: styled('dots', linear(90, '#b3261e', '#7a1f6b'), 'circle', 'circle'),
  ink: { ...styled('horizontal', radial('#2b3a67', '#14181a'), 'cushion', 'cushion'), background: '#fafaf7' },
  badge: {
    ...styled('connected', ink, 'rounded', 'rounded', accent),
    frame: { shape: 'box', position: 'bottom', text: 'Scan me', color: accent, text_color: paper },
  },
  ticket: {
    ...styled('gapped', '#3a2418', 'cushion', 'rounded', '#8a3b12'),
    background: '#fbf3e4',
    frame: { shape: 'label', position: 'top', text: 'Your ticket', color: '#3a2418', text_color: '#fbf3e4' },
  },
};

function styled(
  shape: Design['modules']['shape'],
  color: Design['modules']['color'],
  frame: Design['eyes']['frame']['shape'],
  ball: Design['eyes']['ball']['shape'],
  eyes: Color | null = null,
): Design {
  return {
    ...plainDesign,
    error_correction: 'Q',
    modules: { shape, color },
    eyes: { frame: { shape: frame, color: null }, ball: { shape: ball, color: eyes } },
  };
}

function linear(angle: number, from: Color, to: Color): Gradient {
  return gradient('linear', angle, from, to);
}

function radial(from: Color, to: Color): Gradient {
  return gradient('radial', 0, from, to);
}

function gradient(type: Gradient['type'], angle: number, from: Color, to: Color): Gradient {
  return {
    type,
    angle,
    stops: [
      { offset: 0, color: from },
      { offset: 1, color: to },
    ],
  };
}
