/** Whether all words of a search stand somewhere in the texts, whatever their case. */
export function isFound(search: string, texts: readonly string[]): boolean {
  const whole = texts.join('\n').toLocaleLowerCase();
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => whole.includes(word));
}
