/** What was asked for cannot be drawn; the field is named as the callers of the APIs name it. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
  /** Dotted path, such as `design.logo.image`, `text` or `mm`. */
  readonly field: string;

  constructor(field: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.field = field;
  }
}
