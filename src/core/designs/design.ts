/** How the picture of a code looks. This is the whole form: what was left out by whoever made it is filled in. */
export interface Design {
  /** `auto`: the level that leaves the most margin in the smallest symbol, see `Budget`. */
  readonly error_correction: ErrorCorrection | 'auto';
  /** Least version, 1 to 40; null: the smallest that holds the text, or with `auto` the one with the most margin. */
  readonly version: number | null;
  /** 0 to 7; null: the one that the standard's penalties choose (ISO/IEC 18004:2015, 7.8.3). */
  readonly mask: number | null;
  readonly modules: { readonly shape: ModuleShape; readonly color: Paint };
  readonly eyes: { readonly frame: EyePart<EyeFrameShape>; readonly ball: EyePart<EyeBallShape> };
  /** Null: none; what lies below shows through. */
  readonly background: Color | null;
  readonly logo: LogoPlace | null;
  readonly frame: Frame | null;
  /** In modules, 0 to 16. ISO/IEC 18004:2015, 6.3.8 asks for 4. */
  readonly quiet_zone: number;
  /** Degrees clockwise that the symbol is turned by; the logo and the words of the frame stay upright. */
  readonly rotation: Rotation;
}

/** Share of the codewords that may be unreadable: L 7 %, M 15 %, Q 25 %, H 30 % (ISO/IEC 18004:2015, 7.5.1). */
export const errorCorrections = ['L', 'M', 'Q', 'H'] as const;
export type ErrorCorrection = (typeof errorCorrections)[number];

export const moduleShapes = [
  'square',
  'gapped',
  'rounded',
  'dots',
  'diamond',
  'connected',
  'horizontal',
  'vertical',
] as const;
export type ModuleShape = (typeof moduleShapes)[number];

export const eyeFrameShapes = ['square', 'rounded', 'circle', 'leaf', 'cushion', 'octagon'] as const;
export type EyeFrameShape = (typeof eyeFrameShapes)[number];

export const eyeBallShapes = ['square', 'rounded', 'circle', 'leaf', 'cushion', 'diamond'] as const;
export type EyeBallShape = (typeof eyeBallShapes)[number];

export interface EyePart<Shape> {
  readonly shape: Shape;
  /** Null: as the modules, gradient and all. */
  readonly color: Color | null;
}

/** `#rrggbb`, in lower case; sRGB. */
export type Color = string;
export type Paint = Color | Gradient;

export interface Gradient {
  readonly type: 'linear' | 'radial';
  /** Degrees clockwise of a linear one: 0 runs from left to right, 90 from top to bottom. 0 for a radial one. */
  readonly angle: number;
  /** 2 to 8, by offset, 0 to 1. They span the symbol without its quiet zone; radial from its middle to its corners. */
  readonly stops: readonly { readonly offset: number; readonly color: Color }[];
}

export interface LogoPlace {
  /** Id of an uploaded logo of the workspace. */
  readonly image: string;
  /** Longer side, as a share of the width of the symbol without its quiet zone: 0.05 to 0.5. */
  readonly size: number;
  /** Cleared around it, in modules, 0 to 4. Counts where `excavate` is true. */
  readonly margin: number;
  /** Whether modules that its place touches are left out; otherwise it is laid over them. */
  readonly excavate: boolean;
}

export const framePositions = ['bottom', 'top'] as const;
export const frameShapes = ['box', 'label', 'text'] as const;

export interface Frame {
  /** `box`: a border all around with the words in a bar; `label`: a bar of its own; `text`: words alone. */
  readonly shape: (typeof frameShapes)[number];
  readonly position: (typeof framePositions)[number];
  /** The call to action, 1 to 60 characters, in any of the scripts that the font has; drawn as paths. */
  readonly text: string;
  /** Of border and bar; of the words where there is neither. */
  readonly color: Color;
  /** Of words on a bar. */
  readonly text_color: Color;
}

export const rotations = [0, 90, 180, 270] as const;
export type Rotation = (typeof rotations)[number];

/** What a code has that was never given one: black squares on white, as sturdy as can be. */
export const plainDesign: Design = {
  error_correction: 'H',
  version: null,
  mask: null,
  modules: { shape: 'square', color: '#000000' },
  eyes: { frame: { shape: 'square', color: null }, ball: { shape: 'square', color: null } },
  background: '#ffffff',
  logo: null,
  frame: null,
  quiet_zone: 4,
  rotation: 0,
};
