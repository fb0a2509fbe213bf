import sharp from 'sharp';
import { type Design, plainDesign } from '../../src/core/designs/design.ts';
import type { LogoImage, Output, PictureSource } from '../../src/core/designs/picture.ts';

export const link = 'https://q.example.com/p/abc234';

export const plainOutput: Output = {
  format: 'svg',
  px: 512,
  mm: null,
  dpi: 300,
  bleedMm: 0,
  ink: 'rgb',
  spot: null,
};

/** A red disc with a half transparent square in it, on nothing. */
export async function drawLogo(): Promise<LogoImage> {
  const drawing =
    '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"><ellipse cx="60" cy="40" rx="58" ry="38" fill="#d62828"/><rect x="40" y="20" width="40" height="40" fill="#ffffff" opacity="0.5"/></svg>';
  const png = await sharp(Buffer.from(drawing)).png().toBuffer();
  return { id: 'a-red-disc', png: new Uint8Array(png), width: 120, height: 80 };
}

const gradient: Design['modules']['color'] = {
  type: 'linear',
  angle: 30,
  stops: [
    { offset: 0, color: '#1d3557' },
    { offset: 0.4, color: '#000000' },
    { offset: 1, color: '#0a5a45' },
  ],
};

/** One of each sort that formats treat apart. */
export async function pictureSources(): Promise<Readonly<Record<SourceName, PictureSource>>> {
  const logo = await drawLogo();
  const place = { image: logo.id, size: 0.2, margin: 1, excavate: true };
  const label = { position: 'bottom', text: 'Scan me', color: '#1d3557', text_color: '#ffffff' } as const;
  const dots: Design = { ...plainDesign, modules: { shape: 'dots', color: '#1a237e' } };
  const rounded: Design = {
    ...plainDesign,
    modules: { shape: 'rounded', color: gradient },
    eyes: { frame: { shape: 'leaf', color: '#1d3557' }, ball: { shape: 'circle', color: null } },
  };
  const plain = { text: link, logo: null };
  return {
    plain: { ...plain, design: plainDesign },
    turned: { ...plain, design: { ...plainDesign, rotation: 90, background: null } },
    dots: { ...plain, design: dots },
    gradient: { ...plain, design: rounded },
    logo: { text: link, logo, design: { ...dots, logo: place } },
    framed: { text: link, logo, design: { ...rounded, logo: place, frame: { ...label, shape: 'label' } } },
    boxed: { ...plain, design: { ...dots, frame: { ...label, shape: 'box', text: 'امسح الرمز' } } },
  };
}

export type SourceName = 'plain' | 'turned' | 'dots' | 'gradient' | 'logo' | 'framed' | 'boxed';
