/** Why a body is no JSON, in the words of the engine; null where it is, or where there is none. */
export function jsonProblem(body: string): string | null {
  if (body.trim() === '') return null;
  try {
    JSON.parse(body);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The body as one reads it: JSON in lines, everything else as it came. */
export function readableBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** Whether a call of this method carries a body. */
export function takesBody(method: string): boolean {
  return method !== 'GET' && method !== 'DELETE';
}

/** What stands in a path for something that has to be put in: `{id}`, `UUID`. */
export function gapIn(path: string): string | null {
  return /\{\w+\}|\bUUID\b/.exec(path)?.[0] ?? null;
}
