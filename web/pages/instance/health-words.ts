const statuses = {
  ok: { name: 'healthOk', about: 'healthOkAbout', color: 'accent' },
  degraded: { name: 'healthDegraded', about: 'healthDegradedAbout', color: 'orange' },
  down: { name: 'healthDown', about: 'healthDownAbout', color: 'red' },
} as const;

/** What a status is called, in the words of `instance`; one that is not known is no good news. */
export function healthWords(status: string): (typeof statuses)[keyof typeof statuses] {
  return Object.hasOwn(statuses, status) ? statuses[status as keyof typeof statuses] : statuses.degraded;
}

const checks = {
  database: { name: 'checkDatabase', about: 'checkDatabaseAbout' },
  spool: { name: 'checkSpool', about: 'checkSpoolAbout' },
  drain: { name: 'checkDrain', about: 'checkDrainAbout' },
  statistics: { name: 'checkStatistics', about: 'checkStatisticsAbout' },
  clock: { name: 'checkClock', about: 'checkClockAbout' },
  disk: { name: 'checkDisk', about: 'checkDiskAbout' },
} as const;

/** Undefined for a check that has no words yet: then its own name stands there. */
export function checkWords(name: string): (typeof checks)[keyof typeof checks] | undefined {
  return Object.hasOwn(checks, name) ? checks[name as keyof typeof checks] : undefined;
}
