export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Of the page, where more come behind it: the next begins there. Undefined at the end. */
  readonly last: Row | undefined;
}

/**
 * A page of a list that goes on from the last row of the page before. One row more than is shown is read: it tells whether
 * there is a next page.
 * @param read gives so many rows at most
 */
export async function readPage<Row>(
  size: number,
  read: (rows: number) => Promise<readonly Row[]> | readonly Row[],
): Promise<Page<Row>> {
  const found = await read(size + 1);
  const rows = found.slice(0, size);
  return { rows, last: found.length > size ? rows.at(-1) : undefined };
}
