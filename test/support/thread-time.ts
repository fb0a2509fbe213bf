/** Processor time of this thread so far, in ms: unlike the clock it does not go on while others have the processor. */
export function threadTimeMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
