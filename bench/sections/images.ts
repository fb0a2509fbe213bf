import { join } from 'node:path';
import { runToEnd } from '../processes.ts';
import { medianOf } from '../quantiles.ts';
import type { BenchContext, Figure, Section, SectionResult } from '../section.ts';

/** What the process that draws prints: images a second in each round. */
export type ImageRounds = Readonly<Record<'svg' | 'png' | 'qrcodeSvg' | 'qrcodePng', readonly number[]>>;

export const images: Section = {
  name: 'images',
  title: 'Images',
  method: `One process on core 0 encodes and draws links of 30 characters, each a different one, at error correction M
with a quiet zone of 4: from text to the bytes of an SVG or of a PNG of 512 px. The npm package \`qrcode\` does the same
in turn; medians of the rounds.`,
  run: runImages,
};

async function runImages({ options }: BenchContext): Promise<SectionResult> {
  const file = join(import.meta.dirname, 'images-process.ts');
  const args = [file, ...(options.quick ? ['3', '300'] : ['5', '3000'])];
  const rounds = JSON.parse(await runToEnd({ core: 0, command: process.execPath, args })) as ImageRounds;
  const figure = (id: string, what: string, ours: readonly number[], theirs: readonly number[]): Figure => {
    const peer = { name: 'npm `qrcode`', measured: medianOf(theirs) };
    return { id, what, measured: medianOf(ours), unit: '/s', peer };
  };
  const figures = [
    figure('images-svg', 'SVG', rounds.svg, rounds.qrcodeSvg),
    figure('images-png', 'PNG, 512 px', rounds.png, rounds.qrcodePng),
  ];
  return { figures, notes: [], raw: rounds };
}
