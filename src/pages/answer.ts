/** What a phone is sent. Header names are written as they go out; the body is UTF-8. */
export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
