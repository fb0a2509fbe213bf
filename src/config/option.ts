/** One line of the table of options: what the program reads, what the manual says, what `config print` shows. */
export interface Option<T> {
  /** Of the environment variable. */
  readonly name: string;
  /** Shown in the manual. */
  readonly type: string;
  /** Text that stands in when nothing is set; '' leaves the option unset. */
  readonly default: string;
  /** One or two sentences in Markdown. */
  readonly description: string;
  readonly example: string;
  /** Never shown; can be given as a file by NAME_FILE. */
  readonly secret?: true;
  /** @throws ValueError */
  parse(text: string, cwd: string): T;
}

/** Names the type of an option's value after its parser. */
export function option<T>(line: Option<T>): Option<T> {
  return line;
}
