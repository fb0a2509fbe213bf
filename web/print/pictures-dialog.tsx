import { Button, Group, Modal, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireSome } from '../../src/http/dashboard/wire-designs.ts';
import { notNow } from '../parts/not-now.ts';
import { ask } from '../state/api.ts';
import { useWorkspace } from '../state/session.tsx';
import { createEntryCount } from './count-entries.ts';
import { DpiSelect } from './dpi-select.tsx';
import { LengthInput } from './length-input.tsx';
import style from './print.module.css';
import { formats, isDotted, type PrintFormat } from './printed-dots.ts';
import { RunState } from './run-state.tsx';
import { useFileRun } from './use-file-run.ts';
import { useLengths } from './use-lengths.ts';

interface PicturesDialogProps {
  readonly some: WireSome;
  /** Undefined where it is not known yet. */
  readonly count?: number;
  close(): void;
}

interface Size {
  readonly unit: 'mm' | 'px';
  readonly mm: number;
  readonly px: number;
  readonly dpi: number;
}

/** The pictures of many codes, in one ZIP. */
export function PicturesDialog({ some, count, close }: PicturesDialogProps) {
  const { t } = useTranslation('print');
  const frame = useTranslation();
  const { plain } = useLengths();
  const workspace = useWorkspace();
  const [format, setFormat] = useState<PrintFormat>('png');
  const [size, setSize] = useState<Size>({ unit: 'px', mm: 40, px: 1024, dpi: 300 });
  const { run, start, cancel } = useFileRun();
  const { unit, mm, px, dpi } = size;
  const output = { format, dpi, ...(unit === 'mm' || !hasPx(format) ? { mm } : { px }) };
  const load = () =>
    void start({
      ask: (signal) =>
        ask('POST /w/:workspace/pictures', { params: { workspace }, body: { ...some, output }, signal }),
      totalIn: 'Quietzone-Files',
      count: createEntryCount(),
      name: 'codes.zip',
    });
  const leave = () => {
    cancel();
    close();
  };
  return (
    <Modal
      opened
      onClose={leave}
      title={t('pictures.title')}
      closeButtonProps={{ 'aria-label': frame.t('close') }}
    >
      <Stack>
        <Text c="dimmed">
          {count === undefined ? t('pictures.aboutAll') : t('pictures.about', { count, n: plain(count, 0) })}
        </Text>
        <Select
          label={t('download.format')}
          data={formats.map((value) => ({ value, label: t(`format.${value}`) }))}
          value={format}
          allowDeselect={false}
          onChange={(next) => next && setFormat(next as PrintFormat)}
        />
        <SizeFields format={format} size={size} change={(part) => setSize({ ...size, ...part })} />
        <RunState run={run} cancel={cancel} words={(done, total) => t('pictures.of', { done, total })} />
        <Group justify="flex-end">
          <Button variant="default" onClick={leave}>
            {frame.t(run.step === 'saved' ? 'close' : 'cancel')}
          </Button>
          <Button
            leftSection={<IconDownload size={16} aria-hidden="true" />}
            onClick={load}
            {...(run.step === 'running' && notNow)}
          >
            {t('pictures.button')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** What is printed has no px of its own. */
function hasPx(format: PrintFormat): boolean {
  return format === 'svg' || (isDotted[format] && format !== 'zpl');
}

interface SizeFieldsProps {
  readonly format: PrintFormat;
  readonly size: Size;
  change(part: Partial<Size>): void;
}

function SizeFields({ format, size, change }: SizeFieldsProps) {
  const { t } = useTranslation('print');
  const unit = hasPx(format) ? size.unit : 'mm';
  return (
    <div className={style.fields}>
      {hasPx(format) && (
        <SegmentedControl
          aria-label={t('pictures.unit')}
          data={[
            { value: 'px', label: t('unit.px') },
            { value: 'mm', label: t('unit.mm') },
          ]}
          value={size.unit}
          onChange={(next) => change({ unit: next as Size['unit'] })}
        />
      )}
      {unit === 'px' ? (
        <LengthInput
          label={t('download.width')}
          value={size.px}
          min={64}
          max={4096}
          digits={0}
          unit="px"
          change={(px) => change({ px })}
        />
      ) : (
        <LengthInput
          label={t('download.width')}
          value={size.mm}
          min={5}
          max={2000}
          unit="mm"
          change={(mm) => change({ mm })}
        />
      )}
      {unit === 'mm' && isDotted[format] && (
        <DpiSelect label={t('download.dpi')} value={size.dpi} change={(dpi) => change({ dpi })} />
      )}
    </div>
  );
}
