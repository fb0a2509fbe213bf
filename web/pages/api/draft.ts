/** A call that is being written. */
export interface Draft {
  readonly keyId: string;
  readonly method: string;
  readonly path: string;
  readonly body: string;
}
