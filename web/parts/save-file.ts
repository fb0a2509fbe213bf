/** Hands a file to the browser, which stores it where it stores downloads. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** What the server calls the file. */
export function nameOf(response: Response, otherwise: string): string {
  const said = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '');
  return said?.[1] ?? otherwise;
}
