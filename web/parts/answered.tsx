import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem } from './problem.tsx';
import { RowsWaiting } from './rows.tsx';

export interface AnsweredProps<Data> {
  readonly asked: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>;
  /** How many lines stand there while it is asked. */
  readonly rows?: number;
  children(data: Data): ReactNode;
}

/** What was asked, or what stands there until it is answered. */
export function Answered<Data>({ asked, rows = 4, children }: AnsweredProps<Data>) {
  if (asked.data !== undefined) return children(asked.data);
  if (asked.error) return <Problem error={asked.error} retry={() => void asked.refetch()} />;
  return <RowsWaiting rows={rows} />;
}
