export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

/** The port to whatever sends mail. */
export interface Mailer {
  /** Resolves when a server has taken it, which is no promise that it arrives. */
  send(mail: Mail): Promise<void>;
}
