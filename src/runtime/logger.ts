import { type DestinationStream, destination, type Logger as PinoLogger, pino } from 'pino';

/** Structured log: JSON lines, fields first, then a sentence. */
export type Logger = PinoLogger;

/** Fields that would hold a client address, a key or a password; they are left out wherever they stand. */
const hiddenFields = [
  'ip',
  'address',
  'clientAddress',
  'remoteAddress',
  'peer',
  'authorization',
  'cookie',
  'key',
  'password',
];

/** Texts that are secret wherever they turn up: raw keys of both dialects, bearer tokens, passwords in addresses. */
const secretTexts: readonly [RegExp, string][] = [
  // A key has at least 16 characters after its prefix; what is shorter is the part of it that is shown.
  [/\b(qrf_live_|qrt_)[\x21\x23-\x5b\x5d-\x7e]{16,}/g, '$1***'],
  [/\b(Bearer\s+)[^\s"\\]+/gi, '$1***'],
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:@/"\\]{0,200}:)[^\s@"\\]{1,200}@/gi, '$1***@'],
];

/**
 * Lines are written before the call returns, so that the last one before a crash is there too.
 * @param stream 1 standard output, 2 standard error, or any stream
 */
export function createLogger(options: { level: string; stream: 1 | 2 | DestinationStream }): Logger {
  const { level, stream } = options;
  const target = typeof stream === 'number' ? destination({ fd: stream, sync: true }) : stream;
  const paths = hiddenFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths, remove: true },
      hooks: { streamWrite: hideSecrets },
    },
    target,
  );
}

export function hideSecrets(text: string): string {
  return secretTexts.reduce((hidden, [pattern, shown]) => hidden.replace(pattern, shown), text);
}
