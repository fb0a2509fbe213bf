import { deflateSync } from 'node:zlib';
import { decimal } from '../formats/operator-pen.ts';
import { packLogo } from './pack-logo.ts';
import { type PdfPage, type PdfResource, pointsOf } from './page.ts';

export interface PdfFacts {
  readonly title: string;
  /** Ms since the epoch. Without it the file names no time, so that the same pages give the same bytes. */
  readonly createdAtMs?: number;
}

type Write = (chunk: Uint8Array<ArrayBuffer>) => void;

/** What pages draw: a third more than at 5 in a fifth of the time, which is most of what a file costs. */
const contentLevel = 1;
/** What a file has once. */
const sharedLevel = 5;

const catalogId = 1;
const pagesId = 2;
const infoId = 3;

/**
 * Writes PDF 1.7 (ISO 32000-1) as its pages come: of each page only its number is kept, and of what pages share only
 * its key, so that long files take little memory. `end` must be called.
 */
export class PdfFile {
  private readonly write: Write;
  /** Of object n at n, in bytes from the start; those of the catalogue, the pages and the facts are known last. */
  private readonly offsets: number[] = [0, 0, 0, 0];
  private readonly shared = new Map<string, number>();
  private readonly pageIds: number[] = [];
  private readonly facts: PdfFacts;
  private written = 0;

  constructor(write: Write, facts: PdfFacts) {
    this.write = write;
    this.facts = facts;
    // The comment of high bytes tells transports that the file is binary (7.5.2).
    this.put('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n');
  }

  addPage(page: PdfPage): void {
    const resources = this.writeResources(page);
    const content = this.stream('', deflate(Buffer.from(page.content(), 'latin1'), contentLevel));
    const bleed = pointsOf(page.bleedMm);
    const [right, top] = [page.widthMm, page.heightMm].map((length) => pointsOf(length + page.bleedMm));
    const [mediaRight, mediaTop] = [page.widthMm, page.heightMm].map((length) =>
      pointsOf(length + 2 * page.bleedMm),
    );
    const media = `[0 0 ${mediaRight} ${mediaTop}]`;
    this.pageIds.push(
      this.object(
        `<< /Type /Page /Parent ${pagesId} 0 R /MediaBox ${media} /BleedBox ${media} ` +
          `/TrimBox [${bleed} ${bleed} ${right} ${top}] /Resources ${resources} /Contents ${content} 0 R >>`,
      ),
    );
  }

  /** Nothing may be added afterwards. */
  end(): void {
    const kids = this.pageIds.map((id) => `${id} 0 R`).join(' ');
    this.objectAs(pagesId, `<< /Type /Pages /Count ${this.pageIds.length} /Kids [${kids}] >>`);
    this.objectAs(catalogId, `<< /Type /Catalog /Pages ${pagesId} 0 R >>`);
    this.objectAs(infoId, renderFacts(this.facts));
    const startOfTable = this.written;
    const rows = this.offsets.slice(1).map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
    const size = this.offsets.length;
    this.put(`xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}`);
    this.put(`trailer\n<< /Size ${size} /Root ${catalogId} 0 R /Info ${infoId} 0 R >>\n`);
    this.put(`startxref\n${startOfTable}\n%%EOF\n`);
  }

  /** Those of the page that the file does not have yet, and the page's dictionary of all. */
  private writeResources(page: PdfPage): string {
    const byKind = new Map<PdfResource['kind'], string>();
    for (const { name, resource } of page.resources()) {
      const entry = `/${name} ${this.share(resource)} 0 R`;
      byKind.set(resource.kind, `${byKind.get(resource.kind) ?? ''} ${entry}`);
    }
    const parts = [...byKind].map(([kind, entries]) => `/${kind} <<${entries} >>`);
    return `<< ${parts.join(' ')} >>`;
  }

  private share(resource: PdfResource): number {
    const key = `${resource.kind} ${resource.key}`;
    const known = this.shared.get(key);
    if (known !== undefined) return known;
    const id = this.writeResource(resource);
    this.shared.set(key, id);
    return id;
  }

  private writeResource(resource: PdfResource): number {
    if ('object' in resource) return this.object(resource.object);
    if ('logo' in resource) return this.writeLogo(resource);
    const { box, content } = resource.form;
    const entries = `/Type /XObject /Subtype /Form /BBox [${box.map(decimal).join(' ')}]`;
    return this.stream(entries, deflate(Buffer.from(content, 'latin1'), sharedLevel));
  }

  private writeLogo({ logo, mode }: Extract<PdfResource, { logo: unknown }>): number {
    const { colors, alpha } = packLogo(logo, mode);
    const sides = `/Width ${logo.width} /Height ${logo.height} /BitsPerComponent 8`;
    const image = `/Type /XObject /Subtype /Image ${sides}`;
    const mask = alpha === null ? null : this.stream(`${image} /ColorSpace /DeviceGray`, alpha);
    const space = mode === 'rgb' ? '/DeviceRGB' : '/DeviceCMYK';
    return this.stream(`${image} /ColorSpace ${space}${mask === null ? '' : ` /SMask ${mask} 0 R`}`, colors);
  }

  private stream(entries: string, packed: Uint8Array<ArrayBuffer>): number {
    const id = this.begin(this.offsets.length);
    this.put(
      `<< ${entries}${entries === '' ? '' : ' '}/Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
    );
    this.putBytes(packed);
    this.put('\nendstream\nendobj\n');
    return id;
  }

  private object(body: string): number {
    return this.objectAs(this.offsets.length, body);
  }

  private objectAs(id: number, body: string): number {
    this.begin(id);
    this.put(`${body}\nendobj\n`);
    return id;
  }

  private begin(id: number): number {
    this.offsets[id] = this.written;
    this.put(`${id} 0 obj\n`);
    return id;
  }

  private put(text: string): void {
    this.putBytes(Buffer.from(text, 'latin1'));
  }

  private putBytes(bytes: Uint8Array<ArrayBuffer>): void {
    this.written += bytes.length;
    this.write(bytes);
  }
}

function deflate(data: Uint8Array, level: number): Uint8Array<ArrayBuffer> {
  return deflateSync(data, { level });
}

function renderFacts({ title, createdAtMs }: PdfFacts): string {
  const created = createdAtMs === undefined ? '' : ` /CreationDate (${renderDate(createdAtMs)})`;
  return `<< /Title ${renderText(title)} /Producer (Quietzone)${created} >>`;
}

/** UTF-16 with its byte order mark, in hexadecimal digits (7.9.2.2). */
function renderText(text: string): string {
  return `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}

/** 7.9.4, in UTC. */
function renderDate(ms: number): string {
  const digits = new Date(ms).toISOString().replace(/\D/g, '');
  return `D:${digits.slice(0, 14)}Z`;
}
