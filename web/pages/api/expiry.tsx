import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { latestLocalTime, localTimeOf } from '../../codes/local-time.ts';
import { endOfDay, expiryDays, inDays } from './key-state.ts';

const never = 'never';
const other = 'other';
const same = 'same';

interface ExpiryProps {
  /** What there is already is called so, and is what is chosen first. */
  readonly kept?: string;
  /** Undefined: what there is already. */
  choose(expiresAt: number | null | undefined): void;
}

/** Ready spans of time, or a day of one's own. */
export function Expiry({ kept, choose }: ExpiryProps) {
  const { t } = useTranslation('api');
  const [span, setSpan] = useState<string>(kept === undefined ? never : same);
  const pick = (value: string) => {
    setSpan(value);
    if (value === same) return choose(undefined);
    const days = Number(value);
    choose(Number.isNaN(days) ? null : inDays(days, Date.now()));
  };
  return (
    <Group align="flex-end" gap="sm">
      <NativeSelect
        label={t('expires')}
        value={span}
        onChange={(event) => pick(event.currentTarget.value)}
        data={[
          ...(kept === undefined ? [] : [{ value: same, label: kept }]),
          ...expiryDays.map((days) =>
            days === null
              ? { value: never, label: t('expiresNever') }
              : { value: String(days), label: t('expiresIn', { count: days }) },
          ),
          { value: other, label: t('expiresOther') },
        ]}
      />
      {span === other && (
        <TextInput
          type="date"
          label={t('expiresDay')}
          required
          withAsterisk={false}
          min={localTimeOf(Date.now()).slice(0, 10)}
          max={latestLocalTime.slice(0, 10)}
          onChange={(event) => choose(endOfDay(event.currentTarget.value) ?? null)}
        />
      )}
    </Group>
  );
}
