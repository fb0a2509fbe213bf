/** What DESIGN wants to be reached, by the id of the figure. Full runs at full size alone are held against it. */
export interface Target {
  readonly text: string;
  /** Whether the number itself is judged or its ratio to the peer. */
  readonly of: 'measured' | 'ratio';
  readonly least?: number;
  readonly most?: number;
}

const ratio = (least: number, text: string): Target => ({ text, of: 'ratio', least });
const least = (limit: number, text: string): Target => ({ text, of: 'measured', least: limit });
const most = (limit: number, text: string): Target => ({ text, of: 'measured', most: limit });

export const targets: Readonly<Record<string, Target>> = {
  'dashboard-usable': most(1, 'under 1 s'),
  'dashboard-frames': most(0, 'none'),
  'dashboard-frames-reading': most(0, 'none'),
  'dashboard-bundle': most(200, 'at most 200 kB'),
  'dashboard-drawing': most(80, 'at most 80 kB'),
  'designer-work': most(16.6, 'under 16.6 ms'),
  'designer-frames': most(0, 'none'),
  'statistics-page': most(200, 'within 200 ms'),
  'statistics-page-first': most(200, 'within 200 ms'),
  'redirect-durable-nginx': ratio(0.4, 'at least 0.40 of nginx'),
  'redirect-durable-bare': ratio(0.6, 'at least 0.60 of bare `node:http`'),
  'redirect-missing': most(0, 'no scan missing'),
  'redirect-errors': most(0, 'no error'),
  'redirect-alone': most(0.3, 'at most 0.3 ms'),
  'sign-in-beside': { text: 'at most twice its own', of: 'ratio', most: 2 },
  'sign-in-rate': ratio(0.8, 'at least 0.80 of itself'),
  'sign-in-work': { text: 'at most 1.25 of its own', of: 'ratio', most: 1.25 },
  'drain-sqlite': least(20_000, 'at least 20,000/s'),
  'drain-postgres': least(15_000, 'at least 15,000/s'),
  'sink-sqlite': least(60_000, 'at least 60,000/s'),
  'sink-postgres': least(40_000, 'at least 40,000/s'),
  'log-page': most(1, 'at most 1 ms'),
  'log-totals': most(1, 'at most 1 ms'),
  'log-delete': most(2, 'at most 2 s for 1 M scans'),
  'log-delete-wait': most(50, 'at most 50 ms'),
  'log-bytes': most(40, 'at most 40'),
  'stat-series-sqlite': most(5, 'at most 5 ms'),
  'stat-series-postgres': most(5, 'at most 5 ms'),
  'stat-series-large': most(15, 'at most 15 ms'),
  'stat-month-sqlite': most(30, 'at most 30 ms'),
  'stat-month-postgres': most(30, 'at most 30 ms'),
  'stat-month-large': most(60, 'at most 60 ms'),
  'stat-year-sqlite': most(40, 'at most 40 ms'),
  'stat-year-postgres': most(40, 'at most 40 ms'),
  'stat-year-large': most(80, 'at most 80 ms'),
  'stat-year-again-sqlite': most(40, 'at most 40 ms'),
  'stat-year-again-postgres': most(40, 'at most 40 ms'),
  'stat-year-again-large': most(80, 'at most 80 ms'),
  'stat-page-postgres': most(5, 'at most 5 ms'),
  'stat-page-large': most(2, 'at most 2 ms'),
  'stat-totals-postgres': most(2, 'at most 2 ms'),
  'stat-seal-sqlite': least(150_000, 'at least 150,000/s'),
  'stat-seal-postgres': least(150_000, 'at least 150,000/s'),
  'stat-seal-large': least(150_000, 'at least 150,000/s'),
  'stat-seal-write-sqlite': most(10, 'under 10 ms'),
  'stat-seal-write-postgres': most(10, 'under 10 ms'),
  'stat-seal-write-large': most(10, 'under 10 ms'),
  'stat-ingest-sqlite': ratio(0.9, 'at least 0.90 of itself'),
  'stat-ingest-postgres': ratio(0.9, 'at least 0.90 of itself'),
  'stat-ingest-large': ratio(0.9, 'at least 0.90 of itself'),
  'stat-bytes-sqlite': most(40, 'at most 40'),
  'stat-bytes-postgres': most(115, 'at most 115'),
  'stat-memory-sqlite': most(150, 'at most 150 MB'),
  'stat-memory-postgres': most(150, 'at most 150 MB'),
  'stat-memory-large': most(150, 'at most 150 MB'),
  'images-svg': least(10_000, 'at least 10,000/s'),
  'images-png': least(2_000, 'at least 2,000/s'),
  'images-png-bytes': most(1_000, 'under 1 kB'),
  'images-styled-svg': least(3_000, 'at least 3,000/s'),
  'images-pdf': least(1_000, 'at least 1,000/s'),
  'images-styled-png': ratio(0.9, 'the speed of the rasteriser'),
  'images-sheet': most(3, 'at most 3 s'),
  'images-cached': ratio(0.5, 'at least 0.50 of scans'),
  'images-beside': { text: 'at most twice its own', of: 'ratio', most: 2 },
  'start-country': most(1, 'at most 1 s'),
  'start-city': most(1, 'at most 1 s'),
  'memory-country': most(150, 'at most 150 MB'),
  'memory-city': most(300, 'at most 300 MB'),
};

/** Wanted as well, and not measured by this run. */
export const unmeasured: readonly { readonly what: string; readonly target: string; readonly why: string }[] =
  [
    {
      what: 'redirect against QR Track (PHP-FPM), YOURLS, Kutt',
      target: '40, 50 and 100 times',
      why: 'these programs are not installed by the benchmark',
    },
  ];
