import { ActionIcon, Button, Fieldset, Group, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonValue } from '../../src/http/dashboard/wire-codes.ts';
import { useSteady } from '../parts/use-steady.ts';
import { FieldInput, Fields, type InputProps, useFormAbout } from './content-form.tsx';
import { FieldError } from './field-error.tsx';
import style from './list-input.module.css';
import { type ListField, newItem, objectOf } from './schema-model.ts';
import { useFieldWords } from './use-field-words.ts';

/** Entries that can be added, taken away and moved, by buttons alone: a keyboard does them all. */
export function ListInput({ field, path, value, change }: InputProps<ListField>) {
  const { t } = useTranslation('types');
  const { type, problems, readOnly } = useFormAbout();
  const words = useFieldWords();
  const items = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  const keys = useKeys(items.length);
  const error = problems.get(path);
  const set = useSteady((at: number, next: JsonValue) =>
    change(items.map((one, index) => (index === at ? next : one))),
  );
  const remove = useSteady((at: number) => {
    keys.current.splice(at, 1);
    change(items.filter((_, index) => index !== at));
  });
  const move = useSteady((at: number, to: number) => {
    keys.current.splice(to, 0, ...keys.current.splice(at, 1));
    const next = [...items];
    next.splice(to, 0, ...next.splice(at, 1));
    change(next);
  });
  return (
    <Fieldset legend={words.label(type, field.name)} p="md">
      <Stack gap="sm">
        {items.map((item, index) => (
          <ListEntry
            key={keys.current[index]}
            field={field}
            path={`${path}.${index}`}
            item={item}
            index={index}
            count={items.length}
            set={set}
            remove={remove}
            move={move}
          />
        ))}
        <FieldError text={error} />
        {!readOnly && (field.max === null || items.length < field.max) && (
          <Button
            variant="default"
            size="xs"
            className={style.add}
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            onClick={() => change([...items, newItem(field)])}
          >
            {t('list.add', { what: words.item(field.name) })}
          </Button>
        )}
      </Stack>
    </Fieldset>
  );
}

/** Entries have no name of their own: theirs moves along with them, so that the focus stays where it is. */
function useKeys(count: number) {
  const keys = useRef<number[]>([]);
  const next = useRef(0);
  while (keys.current.length < count) {
    keys.current.push(next.current);
    next.current += 1;
  }
  keys.current.length = count;
  return keys;
}

interface ListEntryProps {
  readonly field: ListField;
  readonly path: string;
  readonly item: JsonValue;
  readonly index: number;
  readonly count: number;
  set(index: number, value: JsonValue): void;
  remove(index: number): void;
  move(index: number, to: number): void;
}

const ListEntry = memo(function ListEntry(props: ListEntryProps) {
  const { field, path, item, index, set } = props;
  const change = (next: JsonValue) => set(index, next);
  const { t } = useTranslation('types');
  const { problems } = useFormAbout();
  const words = useFieldWords();
  const name = t('list.entry', { what: words.item(field.name), n: index + 1 });
  if (field.item.kind !== 'group') {
    return (
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <div className={style.single}>
          <FieldInput
            field={field.item}
            path={path}
            value={item}
            isAllDay={false}
            label={name}
            change={change}
          />
        </div>
        <EntryButtons {...props} name={name} />
      </Group>
    );
  }
  return (
    <fieldset className={style.entry} aria-label={name}>
      <Group justify="space-between" wrap="nowrap" mb="xs">
        <Text fw={600} size="xs" className={style.name}>
          {name}
        </Text>
        <EntryButtons {...props} name={name} />
      </Group>
      <Fields fields={field.item.fields} path={path} value={objectOf(item)} change={change} />
      <FieldError text={problems.get(path)} />
    </fieldset>
  );
});

function EntryButtons({
  name,
  field,
  index,
  count,
  remove,
  move,
}: ListEntryProps & { readonly name: string }) {
  const { t } = useTranslation('types');
  const { readOnly } = useFormAbout();
  if (readOnly) return null;
  const button = { variant: 'subtle', color: 'gray', size: 36, className: style.button } as const;
  return (
    <Group gap={0} wrap="nowrap">
      <ActionIcon
        {...button}
        disabled={index === 0}
        aria-label={t('list.up', { what: name })}
        onClick={() => move(index, index - 1)}
      >
        <IconArrowUp size={16} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        {...button}
        disabled={index === count - 1}
        aria-label={t('list.down', { what: name })}
        onClick={() => move(index, index + 1)}
      >
        <IconArrowDown size={16} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        {...button}
        disabled={count <= field.min}
        aria-label={t('list.remove', { what: name })}
        onClick={() => remove(index)}
      >
        <IconX size={16} aria-hidden="true" />
      </ActionIcon>
    </Group>
  );
}
