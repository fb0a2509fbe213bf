import { refusal } from './refusal.ts';

/** Archives are found from behind: their last record with its comment is at most this long (APPNOTE.TXT, 4.3.16). */
const archiveTailBytes = 22 + 65_535;
const archiveEnd = Buffer.from('PK\u0005\u0006', 'latin1');
/** Readers of PDF look for its mark within so many bytes (ISO 32000-1, annex H, 3.4.1). */
const pdfHeadBytes = 1024;
/** What makes a page or a program out of any file; pictures have no use for it. In lower case. */
const foreignMarks = ['<script', '<html', '<!doctype html', '<?php'];

/** Refuses a picture that other programs would take for something else: an archive, a document, a page. */
export function refusePolyglot(bytes: Buffer): void {
  const what = foreignIn(bytes);
  if (what !== undefined) throw refusal(`is a picture and ${what} at once: export it again`);
}

function foreignIn(bytes: Buffer): string | undefined {
  if (endsArchive(bytes)) return 'an archive';
  if (bytes.subarray(0, pdfHeadBytes).includes('%PDF-')) return 'a PDF';
  const text = bytes.toString('latin1').toLowerCase();
  return foreignMarks.some((mark) => text.includes(mark)) ? 'a page or a program' : undefined;
}

/** By chance the four bytes of the mark can be in any picture; a record that makes sense cannot. */
function endsArchive(bytes: Buffer): boolean {
  const from = Math.max(0, bytes.length - archiveTailBytes);
  let at = bytes.indexOf(archiveEnd, from);
  while (at !== -1) {
    if (at + 22 <= bytes.length && describesArchive(bytes, at)) return true;
    at = bytes.indexOf(archiveEnd, at + 1);
  }
  return false;
}

/** Entries on this disk are all entries, and their directory lies in front. Readers forgive data behind the comment. */
function describesArchive(bytes: Buffer, at: number): boolean {
  const directoryBytes = bytes.readUInt32LE(at + 12);
  const isWhole = bytes.readUInt16LE(at + 8) === bytes.readUInt16LE(at + 10);
  return isWhole && directoryBytes <= at && bytes.readUInt16LE(at + 4) === 0;
}
