/** Examples as every help text shows them, below the options. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ quietzone ${line}`).join('\n')}`;
}
