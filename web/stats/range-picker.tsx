import { ActionIcon, Button, Group, Kbd, Menu, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconCalendar, IconChevronDown, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from './days.ts';
import { type DayRange, movePeriod, presetKeys, presets } from './range.ts';
import style from './range-picker.module.css';
import { useStatFormat } from './use-stat-format.ts';
import type { StatState } from './use-stat-search.ts';

export interface RangePickerProps {
  readonly state: StatState;
  readonly range: DayRange;
  readonly today: Day;
  readonly zone: string;
  readonly isOwn: boolean;
  setOwn(opened: boolean): void;
}

/** Which days are shown, and the step to those before and after. */
export function RangePicker({ state, range, today, zone, isOwn, setOwn }: RangePickerProps) {
  const { t } = useTranslation('stats');
  const { days } = useStatFormat();
  const { period } = state.search;
  const name = t(`period.${typeof period === 'string' ? period : 'own'}`);
  return (
    <Group gap="xs" role="group" aria-label={t('period.label')}>
      {/* Time goes from left to right, as in the chart. */}
      <Group gap={4} wrap="nowrap" dir="ltr">
        <Step state={state} steps={-1} today={today} />
        <Menu position="bottom-start" width={240}>
          <Menu.Target>
            <Button
              variant="default"
              dir="auto"
              leftSection={<IconCalendar size={16} aria-hidden="true" />}
              rightSection={<IconChevronDown size={14} aria-hidden="true" />}
            >
              {name}
            </Button>
          </Menu.Target>
          <PresetMenu state={state} openOwn={() => setOwn(true)} />
        </Menu>
        <Step state={state} steps={1} today={today} />
      </Group>
      <Text size="xs" c="dimmed" className={style.days}>
        <bdi>{days(range)}</bdi> · <bdi>{zone.replaceAll('_', ' ')}</bdi>
      </Text>
      {isOwn && <OwnRange state={state} range={range} today={today} close={() => setOwn(false)} />}
    </Group>
  );
}

function PresetMenu({ state: { search, change }, openOwn }: { readonly state: StatState; openOwn(): void }) {
  const { t } = useTranslation('stats');
  return (
    <Menu.Dropdown>
      {presets.map((period) => (
        <Menu.Item
          key={period}
          onClick={() => change({ period })}
          aria-current={search.period === period}
          className={style.preset}
          rightSection={<Kbd aria-hidden="true">{presetKeys[period].toUpperCase()}</Kbd>}
        >
          {t(`period.${period}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item onClick={openOwn} rightSection={<Kbd aria-hidden="true">C</Kbd>}>
        {t('period.choose')}
      </Menu.Item>
    </Menu.Dropdown>
  );
}

interface StepProps {
  readonly state: StatState;
  readonly steps: -1 | 1;
  readonly today: Day;
}

function Step({ state: { search, change }, steps, today }: StepProps) {
  const { t } = useTranslation('stats');
  const period = movePeriod(search.period, steps, today);
  const label = t(steps < 0 ? 'period.back' : 'period.on');
  const Icon = steps < 0 ? IconChevronLeft : IconChevronRight;
  return (
    <ActionIcon
      variant="default"
      size={36}
      aria-label={label}
      title={label}
      disabled={period === undefined}
      onClick={() => period !== undefined && change({ period })}
    >
      <Icon size={16} aria-hidden="true" />
    </ActionIcon>
  );
}

interface OwnRangeProps {
  readonly state: StatState;
  readonly range: DayRange;
  readonly today: Day;
  close(): void;
}

function OwnRange({ state, range, today, close }: OwnRangeProps) {
  const { t } = useTranslation('stats');
  const frame = useTranslation();
  const [from, setFrom] = useState(range.from);
  const [to, setTo] = useState(range.to);
  const isTurned = from > to;
  const show = (event: FormEvent) => {
    event.preventDefault();
    if (from === '' || to === '' || isTurned) return;
    state.change({ period: { from, to } });
    close();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t('period.choose')}
      closeButtonProps={{ 'aria-label': frame.t('close') }}
    >
      <form onSubmit={show}>
        <Stack>
          <TextInput
            type="date"
            label={t('period.from')}
            value={from}
            max={today}
            required
            data-autofocus
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('period.to')}
            value={to}
            max={today}
            required
            error={isTurned ? t('period.turned') : undefined}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit">{t('period.show')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
