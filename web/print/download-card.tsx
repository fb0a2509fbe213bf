import { Alert, Button, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import type { WireAdvice, WireOutput } from '../../src/http/dashboard/wire-designs.ts';
import { notNow } from '../parts/not-now.ts';
import { Problem } from '../parts/problem.tsx';
import { saveFile } from '../parts/save-file.ts';
import { ask } from '../state/api.ts';
import { useWorkspace } from '../state/session.tsx';
import { DpiSelect } from './dpi-select.tsx';
import { InkSelect } from './ink-select.tsx';
import { LengthInput } from './length-input.tsx';
import { widthToUse } from './place.ts';
import style from './print.module.css';
import { dotsMax, formats, isDotted, type Printed, type PrintFormat, printedOf } from './printed-dots.ts';
import { useLengths } from './use-lengths.ts';

interface DownloadCardProps {
  readonly code: WireCode;
  readonly advice: WireAdvice;
  readonly widthMm: number;
  readonly dpi: number;
  setWidthMm(mm: number): void;
  setDpi(dpi: number): void;
}

interface Finish {
  readonly bleedMm: number;
  readonly ink: 'rgb' | 'cmyk';
  readonly spot: string;
}

/** What label printers mostly have. */
const labelPrinterDpi = 203;

/** The file in any format, exactly as wide as it shall be printed. */
export function DownloadCard(props: DownloadCardProps) {
  const { code, advice, widthMm, dpi, setWidthMm, setDpi } = props;
  const { t } = useTranslation('print');
  const [format, setFormat] = useState<PrintFormat>('pdf');
  const [finish, setFinish] = useState<Finish>({ bleedMm: 0, ink: 'rgb', spot: '' });
  const printed = printedOf(format, widthMm, dpi, advice.pictureModules);
  const choose = (next: PrintFormat) => {
    setFormat(next);
    if (next === 'zpl') setDpi(labelPrinterDpi);
  };
  return (
    <section className="qz-card" aria-labelledby="print-download">
      <Stack gap="md">
        <div>
          <Title order={2} size="h3" id="print-download">
            {t('download.title')}
          </Title>
          <Text c="dimmed">{t('download.about')}</Text>
        </div>
        <div className={style.fields}>
          <Select
            label={t('download.format')}
            data={formats.map((value) => ({ value, label: t(`format.${value}`) }))}
            value={format}
            allowDeselect={false}
            onChange={(next) => next && choose(next as PrintFormat)}
          />
          <LengthInput
            label={t('download.width')}
            value={widthMm}
            min={5}
            max={2000}
            unit="mm"
            change={setWidthMm}
          />
          {isDotted[format] && <DpiSelect label={t('download.dpi')} value={dpi} change={setDpi} />}
          <FinishFields
            format={format}
            finish={finish}
            change={(part) => setFinish({ ...finish, ...part })}
          />
        </div>
        <PrintedFacts printed={printed} advice={advice} />
        <DownloadButton
          code={code}
          format={format}
          query={{
            ...{ format, mm: String(widthMm), dpi: String(dpi) },
            ...(format === 'pdf' && { bleedMm: String(finish.bleedMm) }),
            ...(hasInk(format) && { ink: finish.ink, spot: finish.spot.trim() }),
          }}
        />
      </Stack>
    </section>
  );
}

function hasInk(format: PrintFormat): boolean {
  return format === 'pdf' || format === 'eps';
}

interface FinishFieldsProps {
  readonly format: PrintFormat;
  readonly finish: Finish;
  change(part: Partial<Finish>): void;
}

function FinishFields({ format, finish, change }: FinishFieldsProps) {
  const { t } = useTranslation('print');
  if (!hasInk(format)) return null;
  return (
    <>
      <InkSelect value={finish.ink} change={(ink) => change({ ink })} />
      {format === 'pdf' && (
        <LengthInput
          label={t('download.bleed')}
          value={finish.bleedMm}
          min={0}
          max={10}
          unit="mm"
          change={(bleedMm) => change({ bleedMm })}
        />
      )}
      <TextInput
        label={t('download.spot')}
        placeholder={t('download.spotHint')}
        value={finish.spot}
        maxLength={60}
        dir="auto"
        onChange={(event) => change({ spot: event.currentTarget.value })}
      />
    </>
  );
}

function PrintedFacts({ printed, advice }: { readonly printed: Printed; readonly advice: WireAdvice }) {
  const { t } = useTranslation('print');
  const { mm, plain } = useLengths();
  const { widthMm, moduleMm, moduleDots, widthPx } = printed;
  const warning = useSizeWarning(printed, advice);
  return (
    <>
      <dl className={style.facts}>
        <dt>{t('download.printed')}</dt>
        <dd>{mm(widthMm, 2)}</dd>
        <dt>{t('download.module')}</dt>
        <dd>{t('download.moduleIs', { mm: mm(moduleMm, 2), dots: plain(moduleDots) })}</dd>
        {widthPx !== null && (
          <>
            <dt>{t('download.pixels')}</dt>
            <dd>{plain(widthPx, 0)}</dd>
          </>
        )}
      </dl>
      {warning !== null && <Alert color="yellow">{warning}</Alert>}
    </>
  );
}

/** Millionths are the rounding of floating point. */
const nothing = 1e-6;

function useSizeWarning({ moduleMm, moduleDots, widthPx }: Printed, advice: WireAdvice): string | null {
  const { t } = useTranslation('print');
  const { mm } = useLengths();
  if (widthPx !== null && moduleDots < 1) return t('download.tooSmall');
  if (widthPx !== null && widthPx > dotsMax) return t('download.tooLarge');
  if (moduleMm >= advice.moduleMm - nothing) return null;
  return t('download.unsafe', { module: mm(advice.moduleMm, 2), width: mm(widthToUse(advice)) });
}

function DownloadButton({
  code,
  format,
  query,
}: {
  readonly code: WireCode;
  readonly format: PrintFormat;
  readonly query: WireOutput;
}) {
  const { t } = useTranslation('print');
  const workspace = useWorkspace();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const load = async () => {
    setBusy(true);
    setError(null);
    try {
      const params = { workspace, code: code.id };
      const response = await ask('GET /w/:workspace/codes/:code/picture', { params, query });
      saveFile(await response.blob(), `${code.slug}.${format}`);
    } catch (thrown) {
      setError(thrown as Error);
    }
    setBusy(false);
  };
  return (
    <>
      {error && <Problem error={error} />}
      <Button
        leftSection={<IconDownload size={16} aria-hidden="true" />}
        className={style.start}
        onClick={() => void load()}
        {...(busy && notNow)}
      >
        {t('download.button', { format: t(`ending.${format}`) })}
      </Button>
    </>
  );
}
