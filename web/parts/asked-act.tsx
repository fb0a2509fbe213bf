import { Button } from '@mantine/core';
import { useState } from 'react';
import { Confirm } from './confirm.tsx';
import { useSayProblem } from './form-problem.tsx';
import { toast } from './toasts.tsx';

export interface AskedActProps {
  readonly button: string;
  /** The same with what it is done to, for whoever hears it beside others. */
  readonly label: string;
  readonly ask: { readonly title: string; readonly text: string; readonly button: string };
  /** Does no harm, and is done at once. */
  readonly atOnce?: boolean;
  readonly isDanger?: boolean;
  readonly busy: boolean;
  /** Said once it is done. */
  readonly done: string;
  run(): Promise<unknown>;
}

/** A button of a row that asks first, does it, and says so. */
export function AskedAct(props: AskedActProps) {
  const { button, label, ask, atOnce = false, isDanger = false, busy, done } = props;
  const [asked, setAsked] = useState(false);
  const sayProblem = useSayProblem();
  const run = () =>
    void props
      .run()
      .then(() => toast({ text: done }), sayProblem)
      .finally(() => setAsked(false));
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        {...(isDanger && { color: 'red' })}
        loading={busy && !asked}
        aria-label={label}
        onClick={() => (atOnce ? run() : setAsked(true))}
      >
        {button}
      </Button>
      <Confirm opened={asked} {...ask} busy={busy} close={() => setAsked(false)} run={run} />
    </>
  );
}
