/** The slug of whatever was pasted: the slug itself, or a short link with `/p/` in it. */
export function slugIn(pasted: string): string {
  const text = pasted.trim();
  return /\/p\/([\w-]+)/.exec(text)?.[1] ?? text;
}
