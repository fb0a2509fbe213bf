/**
 * Asks again until `attempt` no longer throws, and gives what it returned; throws its last error when the
 * time is over. For what happens behind an answer, such as a scan that is drained into the database.
 */
export async function eventually<T>(
  attempt: () => T | Promise<T>,
  { timeoutMs = 10_000 }: { readonly timeoutMs?: number } = {},
): Promise<T> {
  const startMs = performance.now();
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const waitedMs = performance.now() - startMs;
      if (waitedMs > timeoutMs) throw error;
      // What takes long is asked for less often, and has the processor meanwhile.
      await new Promise((resolve) => setTimeout(resolve, Math.min(250, 20 + waitedMs / 5)));
    }
  }
}
