import { useNavigate, useSearch } from '@tanstack/react-router';

/** Whether a dialog stands open. The address says so (`?name=1`), so that the palette and links lead to it as well. */
export function useOpened(name: string): readonly [opened: boolean, set: (opened: boolean) => void] {
  const search = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const navigate = useNavigate();
  const set = (opened: boolean) =>
    void navigate({
      to: '.',
      search: { ...search, [name]: opened ? '1' : undefined },
      replace: true,
      resetScroll: false,
    } as never);
  return [search[name] === '1', set];
}
