import { Button, Text } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireSome } from '../../../src/http/dashboard/wire-designs.ts';
import { filterOf, isNarrowed, readCodeList } from '../../codes/code-list.ts';
import { Empty } from '../../parts/empty.tsx';
import { Page } from '../../parts/page.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { idsOfSearch } from '../../print/kept-ids.ts';
import { OrderFields } from '../../print/order-fields.tsx';
import { SheetMaker } from '../../print/sheet-maker.tsx';
import { readOrder, searchOfOrder } from '../../print/sheet-order.ts';
import { useWorkspace } from '../../state/session.tsx';

/** Many codes on one PDF. */
export function PrintPage() {
  const { t } = useTranslation('print');
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const some = useMemo(() => someOf(search), [search]);
  return (
    <Page title={t('sheet.title')} about={t('sheet.about')} actions={<OtherCodes />}>
      {some === null ? (
        <Empty title={t('sheet.goneTitle')} text={t('sheet.goneText')} action={<OtherCodes />} />
      ) : (
        <>
          <Meant some={some} isNarrowed={isNarrowed(readCodeList(search))} />
          <SheetMaker
            some={some}
            someKey={JSON.stringify(search)}
            order={some.ids?.length !== 1 && <Order some={some} />}
            none={<Empty title={t('sheet.noneTitle')} text={t('sheet.noneText')} action={<OtherCodes />} />}
          />
        </>
      )}
    </Page>
  );
}

/** Which codes stand on the sheet, so that nobody prints all of them by mistake. */
function Meant({ some, isNarrowed: narrowed }: { readonly some: WireSome; readonly isNarrowed: boolean }) {
  const { t } = useTranslation('print');
  const format = useFormat();
  const count = some.ids?.length;
  const filtered = t(narrowed ? 'sheet.ofFilter' : 'sheet.ofAll');
  return (
    <Text fw={500}>
      {count === undefined ? filtered : t('sheet.ofIds', { count, n: format.number(count) })}
    </Text>
  );
}

function OtherCodes() {
  const { t } = useTranslation('print');
  const workspace = useWorkspace();
  return (
    <Button variant="default" component={Link} to={`/w/${workspace}/codes`}>
      {t('sheet.choose')}
    </Button>
  );
}

/** Which stands in the address, as that of the list does. */
function Order({ some }: { readonly some: WireSome }) {
  const navigate = useNavigate();
  return (
    <OrderFields
      order={some.order}
      isSelection={some.ids !== undefined}
      change={(order) =>
        void navigate({
          search: (before: object) => ({ ...before, ...searchOfOrder(order) }),
          replace: true,
        } as never)
      }
    />
  );
}

/** What the address says: codes by their ids, or what a list finds, in its order. Null: they are kept no longer. */
function someOf(search: Readonly<Record<string, unknown>>): WireSome | null {
  const ids = idsOfSearch(search);
  if (ids === null) return null;
  const order = readOrder(search);
  if (ids !== undefined) return { ids, ...(order && { order }) };
  const { trash: _, sort: _sort, order: _order, ...filter } = readCodeList(search);
  return { filter: filterOf(filter), order: order ?? { by: 'created', direction: 'desc' } };
}
