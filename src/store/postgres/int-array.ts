/** An array literal made in one go: the driver's own way quotes number by number and takes four times as long. */
export function intArray(values: Iterable<number | undefined>): string {
  return `{${[...values].join(',')}}`;
}
