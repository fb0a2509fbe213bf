/** Below the parameter limits of both engines (32,766 and 65,535), and a statement size that both plan quickly. */
const chunkSize = 5_000;

/** Runs a query whose `IN` list has no bound in pieces, one after the other. */
export async function inChunks<T, R>(
  values: readonly T[],
  query: (chunk: readonly T[]) => Promise<readonly R[]>,
): Promise<R[]> {
  const rows: R[] = [];
  for (let start = 0; start < values.length; start += chunkSize) {
    for (const row of await query(values.slice(start, start + chunkSize))) rows.push(row);
  }
  return rows;
}
