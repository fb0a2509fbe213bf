/** In this browser. What cannot be kept, because there is no room or none is given, is not worth stopping anybody. */
export function keep(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // It is as usual the next time.
  }
}
