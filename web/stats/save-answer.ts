/** Hands an answer to the reader as a file, by the name that the server gives it. */
export async function saveAnswer(response: Response, otherwise: string): Promise<void> {
  const named = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '');
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = named?.[1] ?? otherwise;
  link.click();
  URL.revokeObjectURL(url);
}
