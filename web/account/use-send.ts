import { type FormEvent, useState } from 'react';

export interface Sending {
  readonly busy: boolean;
  readonly error: Error | null;
  /** For a form's `onSubmit`. */
  submit(event: FormEvent): void;
}

/** A form that is sent once at a time, and keeps what came of it. */
export function useSend(send: () => Promise<void>): Sending {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      await send();
    } catch (thrown) {
      setError(thrown as Error);
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    error,
    submit(event) {
      event.preventDefault();
      if (!busy) void run();
    },
  };
}
