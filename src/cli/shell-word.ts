/** The text as one word of a POSIX shell (POSIX.1-2024 XCU 2.2), in quotes only where it needs them. */
export function shellWord(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
