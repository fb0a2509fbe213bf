import type { Context } from 'hono';
import type { Core } from '../../core/core.ts';
import { checkExport, type ExportFormat, exportScans } from '../../core/scans/export.ts';
import type { Access } from '../../core/workspaces/access.ts';
import { bodyStream } from './body-stream.ts';
import type { HttpEnv } from './env.ts';

/** RFC 4180, 3 has `header`. NDJSON has no registered type; this is the one that its readers expect. */
export const exportMediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
};

export interface WantedScans {
  /** `num` of each. */
  readonly codes: readonly number[];
  /** Of the file, without its ending: letters, digits, - and _. */
  readonly name: string;
  readonly format: ExportFormat;
  /** As `scanFields` parse it. */
  readonly query: {
    readonly since?: number | undefined;
    readonly until?: number | undefined;
    readonly include?: 'all' | undefined;
  };
}

/** The scans as a file, streamed. @param onBreak told why it broke off */
export function answerScanExport<E extends HttpEnv>(
  core: Core,
  c: Context<E>,
  access: Access,
  { codes, name, format, query }: WantedScans,
  onBreak: (error: unknown) => void,
): Promise<Response> {
  const { since: sinceMs, until: untilMs, include } = query;
  const asked = { format, filter: include ?? 'scans', sinceMs, untilMs } as const;
  checkExport(asked);
  const parts = exportScans(core, access, codes, asked);
  const texts = async function* () {
    for await (const { text } of parts) yield text;
  };
  const headers = {
    'Content-Type': exportMediaTypes[format],
    'Content-Disposition': `attachment; filename="${name}.${format}"`,
    'Cache-Control': 'no-store',
  };
  return bodyStream(c, headers, texts(), onBreak);
}
