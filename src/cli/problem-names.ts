import { contentError } from '../core/content/problems.ts';
import { AppError } from '../core/errors.ts';

/**
 * What goes wrong in `work` in the words of the command.
 * @param nameOf what the command calls a field of core
 */
export async function withNames<T>(nameOf: (field: string) => string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'validation_error') throw error;
    throw contentError(error.details.map(({ path, message }) => ({ path: nameOf(path), message })));
  }
}

/** A field of a design as `--set` names it. */
export function nameOfDesign(field: string): string {
  return field === 'text' ? '--text' : field.replace(/^design\.?/, '');
}
