import { useState } from 'react';

const keyOf = (token: string) => `quietzone-report-${token.slice(0, 12)}`;

/** What the password was exchanged for, until this tab is closed: whoever reloads the page need not type it again. */
export function useReportPass(
  token: string,
): readonly [pass: string | null, keep: (pass: string | null) => void] {
  const [pass, setPass] = useState(() => sessionStorage.getItem(keyOf(token)));
  const keep = (next: string | null) => {
    if (next === null) sessionStorage.removeItem(keyOf(token));
    else sessionStorage.setItem(keyOf(token), next);
    setPass(next);
  };
  return [pass, keep];
}
