import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { PictureFormat } from '../core/designs/picture.ts';
import type { ProofProfile } from '../core/designs/proof.ts';
import { unpackFlags } from '../core/scans/hit.ts';
import { createHistogram, type Histogram } from './histogram.ts';

/** A count that its owner bumps itself (`tally.count += 1`); it is read when somebody asks for the metrics. */
export interface Tally {
  count: number;
}

/** What came of a piece of work: `refused` is the caller's to put right, `unavailable` may go well later. */
export type WorkOutcome = 'done' | 'refused' | 'unavailable' | 'failed';

export interface Metrics extends ImageMetrics {
  /** The tally of redirects with this outcome and HTTP status: always the same one, to be asked for once and kept. */
  redirects(outcome: string, status: number): Tally;
  /** Latency of redirects, from the request's arrival to its answer; `times` of them took equally long. */
  readonly redirectSeconds: Pick<Histogram, 'observe'>;
  /** Scans stored, by class (see `classOfFlags`). */
  scansStored(byClass: ReadonlyMap<number, number>): void;
  /** Hits that were answered before they were on disk. */
  readonly scansDeferred: Tally;
  /** Hits that were lost. */
  readonly scansDropped: Tally;
  /** Hits of codes that were deleted before the drain came to them. */
  readonly scansOrphaned: Tally;
  /** Hits in the spool that the store does not have yet. */
  setSpoolDepth(hits: number): void;
  /** Age of the oldest of them. */
  setDrainLag(seconds: number): void;
  setDiskFree(bytes: number): void;
  setStreamsOpen(streams: number): void;
  /** Hits written to live streams, each time they were. */
  readonly streamedHits: Tally;
  /** Hits that this server put into packs; one that comes late is put there with its whole day once more. */
  readonly hitsSealed: Tally;
  readonly packsWritten: Tally;
  /** Attempts to seal that failed. */
  readonly sealErrors: Tally;
  /** Time since the end of the last day that is sealed. */
  setSealedLag(seconds: number): void;
  /** @param route as the surface names it, such as `GET /api/v1/qr/{id}`; never a path with values in it */
  apiRequest(surface: string, route: string, status: number, seconds: number): void;
  /** Everything in the Prometheus text format. */
  text(): Promise<string>;
}

export interface ImageMetrics {
  /** @param seconds from the wish to the file, the wait for its turn included; observed where there is a file */
  pictureDrawn(format: PictureFormat, outcome: WorkOutcome, seconds: number): void;
  /** @param thread as `imageThreads` calls it, here and below */
  setImageJobsWaiting(thread: string, jobs: number): void;
  /** Jobs that were refused because too many waited. */
  imageJobsRefused(thread: string): Tally;
  /** Threads that ended without being meant to. */
  imageThreadDeaths(thread: string): Tally;
  setPictureCacheBytes(bytes: number): void;
  /** Pictures that were answered from memory. */
  readonly pictureCacheHits: Tally;
  /** Proofs that came to an end. */
  proofs(profile: ProofProfile, ok: boolean): Tally;
  /** Logos that were sent. */
  uploads(outcome: WorkOutcome): Tally;
}

const prefix = 'quietzone_';
const redirectBounds = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];
const pictureBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30];
const apiBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

const scansHelp =
  'Hits that the store has told as stored, each once; those of a commit whose answer was lost are missing.';

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix });
  const redirects = createTallies(registry, 'redirects_total', 'Short links answered.', [
    'outcome',
    'status',
  ]);
  const api = createTallies(registry, 'api_requests_total', 'API requests.', ['surface', 'route', 'status']);
  const scans = createTallies(registry, 'scans_total', scansHelp, ['kind', 'outcome', 'repeat']);
  const single = (name: string, help: string) => createTallies(registry, name, help, [])();
  const redirectSeconds = createHistogram(redirectBounds);
  const apiSeconds = new Map<string, Histogram>();
  const images = createImageMetrics(registry);
  return {
    redirects: (outcome, status) => redirects(outcome, String(status)),
    redirectSeconds,
    scansStored(byClass) {
      for (const [hitClass, count] of byClass) {
        const { kind, outcome, repeat } = unpackFlags(hitClass);
        scans(kind, outcome, repeat ? 'yes' : 'no').count += count;
      }
    },
    scansDeferred: single('scans_deferred_total', 'Hits answered before they were on disk.'),
    scansDropped: single('scans_dropped_total', 'Hits lost.'),
    scansOrphaned: single('scans_orphaned_total', 'Hits of codes deleted before they were stored.'),
    streamedHits: single('streamed_hits_total', 'Hits written to live streams.'),
    hitsSealed: single('sealed_hits_total', 'Hits put into the packs of statistics.'),
    packsWritten: single('packs_written_total', 'Packs of statistics written.'),
    sealErrors: single('seal_errors_total', 'Attempts to seal days that failed.'),
    ...createGauges(registry),
    ...images.metrics,
    apiRequest(surface, route, status, seconds) {
      api(surface, route, String(status)).count += 1;
      getOrMake(apiSeconds, surface, () => createHistogram(apiBounds)).observe(seconds);
    },
    async text() {
      const latencies = [
        images.renderSeconds(),
        renderHistogram('redirect_seconds', 'Time to answer a short link.', [[{}, redirectSeconds]]),
        renderHistogram(
          'api_request_seconds',
          'Time to answer an API request.',
          [...apiSeconds].map(([surface, histogram]) => [{ surface }, histogram]),
        ),
      ];
      return `${await registry.metrics()}\n${latencies.join('\n\n')}\n`;
    },
  };
}

function createGauges(registry: Registry) {
  const gauge = (name: string, help: string) => {
    const made = new Gauge({ name: prefix + name, help, registers: [registry] });
    return (value: number) => made.set(value);
  };
  return {
    setSpoolDepth: gauge('spool_depth', 'Hits in the spool that the store does not have yet.'),
    setDrainLag: gauge('drain_lag_seconds', 'Age of the oldest hit that the store does not have yet.'),
    setSealedLag: gauge('sealed_lag_seconds', 'Time since the end of the last day that is sealed.'),
    setStreamsOpen: gauge('streams_open', 'Live streams that are open.'),
    setDiskFree: gauge('disk_free_bytes', 'Free space on the disk of the data directory.'),
  };
}

function createImageMetrics(registry: Registry) {
  const tallies = (name: string, help: string, labels: readonly string[]) =>
    createTallies(registry, name, help, labels);
  const gauge = (name: string, help: string, labelNames: readonly string[] = []) =>
    new Gauge({ name: prefix + name, help, labelNames, registers: [registry] });
  const pictures = tallies('pictures_total', 'Pictures asked for that were not in memory.', [
    'format',
    'outcome',
  ]);
  const seconds = new Map<string, Histogram>();
  const waiting = gauge('image_jobs_waiting', 'Jobs that wait for a thread of images.', ['thread']);
  const refused = tallies('image_jobs_refused_total', 'Jobs refused since too many waited.', ['thread']);
  const deaths = tallies('image_thread_deaths_total', 'Threads of images that were replaced.', ['thread']);
  const cacheBytes = gauge('picture_cache_bytes', 'Memory that kept pictures take.');
  const proofs = tallies('proofs_total', 'Proofs that came to an end.', ['profile', 'ok']);
  const uploads = tallies('uploads_total', 'Logos sent.', ['outcome']);
  const metrics: ImageMetrics = {
    pictureDrawn(format, outcome, took) {
      pictures(format, outcome).count += 1;
      if (outcome === 'done') getOrMake(seconds, format, () => createHistogram(pictureBounds)).observe(took);
    },
    setImageJobsWaiting: (thread, jobs) => waiting.set({ thread }, jobs),
    imageJobsRefused: (thread) => refused(thread),
    imageThreadDeaths: (thread) => deaths(thread),
    setPictureCacheBytes: (bytes) => cacheBytes.set(bytes),
    pictureCacheHits: tallies('picture_cache_hits_total', 'Pictures answered from memory.', [])(),
    proofs: (profile, ok) => proofs(profile, ok ? 'yes' : 'no'),
    uploads: (outcome) => uploads(outcome),
  };
  const renderSeconds = () =>
    renderHistogram(
      'picture_seconds',
      'Time to draw a picture, waiting included.',
      [...seconds].map(([format, histogram]) => [{ format }, histogram]),
    );
  return { metrics, renderSeconds };
}

/** A counter that is kept as plain numbers and handed to the metrics library only when it is read. */
function createTallies(registry: Registry, name: string, help: string, labelNames: readonly string[]) {
  const tallies = new Map<string, { readonly labels: Record<string, string>; readonly tally: Tally }>();
  new Counter({
    name: prefix + name,
    help,
    labelNames,
    registers: [registry],
    collect() {
      this.reset();
      for (const { labels, tally } of tallies.values()) this.inc(labels, tally.count);
    },
  });
  return (...values: readonly string[]): Tally =>
    getOrMake(tallies, values.join('\n'), () => {
      const labels = Object.fromEntries(labelNames.map((label, n) => [label, values[n] ?? '']));
      return { labels, tally: { count: 0 } };
    }).tally;
}

function getOrMake<T>(map: Map<string, T>, key: string, make: () => T): T {
  const there = map.get(key);
  if (there !== undefined) return there;
  const made = make();
  map.set(key, made);
  return made;
}

type LabelledHistogram = readonly [labels: Readonly<Record<string, string>>, histogram: Histogram];

function renderHistogram(name: string, help: string, histograms: readonly LabelledHistogram[]): string {
  const full = prefix + name;
  const lines = histograms.map(([labels, histogram]) => histogram.render(full, labels));
  return [`# HELP ${full} ${help}`, `# TYPE ${full} histogram`, ...lines].join('\n');
}
