import { type DiskSpace, isDiskLow, readDiskSpace } from './data-dir.ts';
import type { Logger } from './logger.ts';

export interface DiskWatch {
  stop(): void;
}

interface DiskWatchOptions {
  readonly path: string;
  readonly log: Pick<Logger, 'warn' | 'info'>;
  /** Milliseconds between two looks. */
  readonly everyMs?: number;
  readonly read?: (path: string) => Promise<DiskSpace>;
  /** Called after every look. */
  onLook(low: boolean, space: DiskSpace): void;
}

/** Warns before the disk is full: looks at once and then every minute, and logs when things change. */
export function watchDisk({
  path,
  log,
  everyMs = 60_000,
  read = readDiskSpace,
  onLook,
}: DiskWatchOptions): DiskWatch {
  let wasLow = false;
  let stopped = false;
  const look = async () => {
    try {
      const space = await read(path);
      if (stopped) return;
      const low = isDiskLow(space);
      if (low && !wasLow)
        log.warn({ ...space }, `The disk of ${path} is nearly full: ${describeSpace(space)}.`);
      if (!low && wasLow)
        log.info({ ...space }, `The disk of ${path} has room again: ${describeSpace(space)}.`);
      wasLow = low;
      onLook(low, space);
    } catch (error) {
      log.warn({ err: error }, 'The free space of the disk cannot be read.');
    }
  };
  void look();
  const timer = setInterval(() => void look(), everyMs).unref();
  return {
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}

export function describeSpace({ freeBytes, totalBytes }: DiskSpace): string {
  const percent = totalBytes === 0 ? 0 : Math.floor((freeBytes / totalBytes) * 100);
  return `${(freeBytes / 1e9).toFixed(1)} GB (${percent} %) free`;
}
