import { type Command, Option } from 'commander';
import { outputLimits, parseOutput, pxUsual } from '../core/designs/output.ts';
import { inks, type Output, type PictureFormat, pictureFormats } from '../core/designs/picture.ts';
import { parseLength, readNumber } from './lengths.ts';

/** How a picture is written to a file. */
export interface OutputOptions {
  readonly format?: PictureFormat;
  readonly size?: string;
  readonly mm?: string;
  readonly dpi?: string;
  readonly bleed?: string;
  readonly ink: Output['ink'];
  readonly spot?: string;
}

/** @param usualFormat in words */
export function addOutputOptions(command: Command, usualFormat: string): Command {
  const { px } = outputLimits;
  return command
    .addOption(new Option('--format <format>', `default: ${usualFormat}`).choices(pictureFormats))
    .option('--size <px>', `width in pixels, ${px.min} to ${px.max}; default: ${pxUsual}`)
    .option('--mm <length>', 'printed width, such as 30mm or 2in, in place of the size')
    .option('--dpi <dots>', 'of the printer; default: 300, of labels 203')
    .option('--bleed <length>', 'how far the background of a PDF reaches beyond the cut; default: 0')
    .addOption(new Option('--ink <ink>', 'of PDF and EPS').choices(inks).default('rgb'))
    .option('--spot <name>', 'spot colour that the modules of PDF and EPS are printed with');
}

/** @param usualFormat where none is named */
export function readOutput(
  { format, size, mm, dpi, bleed, ink, spot }: OutputOptions,
  usualFormat?: PictureFormat,
): Output {
  const wished = {
    format: format ?? usualFormat,
    // With a printed width it does not count.
    px: mm === undefined ? readNumber(size) : undefined,
    mm: mm === undefined ? undefined : parseLength('--mm', mm),
    dpi: readNumber(dpi),
    bleedMm: bleed === undefined ? undefined : parseLength('--bleed', bleed),
    ...{ ink, spot },
  };
  return parseOutput(wished, (field) => `--${outputNames[field] ?? field}`);
}

const outputNames: Readonly<Record<string, string>> = { px: 'size', bleedMm: 'bleed' };
