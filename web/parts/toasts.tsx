import { Button, CloseButton, Group, Portal, Text } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

export interface Toast {
  readonly text: string;
  readonly tone?: 'done' | 'problem';
  /** What its button says and does: "Undo". */
  readonly action?: { readonly label: string; run(): void };
}

interface Shown extends Toast {
  readonly id: number;
}

let shown: readonly Shown[] = [];
let lastId = 0;
const listeners = new Set<() => void>();
const staysMs = 8_000;

function show(next: readonly Shown[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Says something at the edge of the page for some seconds; what can be undone has its button there. */
export function toast(given: Toast): void {
  lastId += 1;
  const id = lastId;
  show([...shown.slice(-2), { ...given, id }]);
  setTimeout(() => close(id), staysMs);
}

function close(id: number): void {
  show(shown.filter((one) => one.id !== id));
}

export function Toasts() {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
  return (
    <Portal>
      <div className="qz-toasts" role="status" aria-live="polite">
        {all.map((one) => (
          <ToastCard key={one.id} {...one} />
        ))}
      </div>
    </Portal>
  );
}

function ToastCard({ id, text, tone = 'done', action }: Shown) {
  const { t } = useTranslation();
  return (
    <div className="qz-toast" data-tone={tone}>
      <Text flex={1}>{text}</Text>
      <Group gap="xs" wrap="nowrap">
        {action && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              action.run();
              close(id);
            }}
          >
            {action.label}
          </Button>
        )}
        <CloseButton aria-label={t('dismiss')} onClick={() => close(id)} />
      </Group>
    </div>
  );
}
