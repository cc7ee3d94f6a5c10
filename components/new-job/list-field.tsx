'use client';

import { useTranslations } from 'next-intl';
import { type CatalogueItem, KNOWN_ITEMS, type ListName } from '@/lib/catalogue/model';
import type { ModeField } from '@/lib/submissions/modes';
import { CataloguePicker } from './catalogue-picker';
import type { FieldProblem, FormValues } from './form-values';
import { Problem } from './problem';

/** What Gepetto's lists offer. */
export type Lists = Readonly<Record<ListName, readonly CatalogueItem[]>>;

type Field = Extract<ModeField, { kind: 'style' | 'room' | 'sky' }>;

export type FieldProps<Of extends ModeField> = {
  field: Of;
  values: FormValues;
  onChange: (changed: Record<string, unknown>) => void;
  problem: FieldProblem | null;
};

const LIST = { style: 'styles', room: 'rooms', sky: 'skies' } as const;

/** The rooms that a mode takes, also those that the list lacks. */
function limited(items: readonly CatalogueItem[], only: readonly string[] | undefined) {
  if (!only) return items;
  const named = [...items, ...KNOWN_ITEMS.rooms];
  return only.map(
    (id) => named.find((item) => item.id === id) ?? { id, french: id, english: id, picture: null },
  );
}

const idsOf = (value: unknown): string[] => [value ?? []].flat().map(String);

/** A field that names an item of one of Gepetto's lists. */
export function ListField(props: FieldProps<Field> & { lists: Lists; several: boolean }) {
  const { field, values, onChange, problem, lists, several } = props;
  const t = useTranslations('newJob.field');
  const list = LIST[field.kind];
  const chosen = idsOf(values.fields[field.name]);
  const optional = 'optional' in field;
  return (
    <CataloguePicker
      field={field.name}
      legend={several ? t('styles') : t(field.name)}
      list={list}
      items={limited(lists[list], 'only' in field ? field.only : undefined)}
      several={several}
      optional={optional}
      value={several ? chosen : chosen.slice(0, 1)}
      onChange={(ids) =>
        onChange({
          [field.name]: several ? ids : ids[0],
          // A piece of furniture and a room exclude each other.
          ...(field.kind === 'room' && { furnitureId: undefined }),
        })
      }
      problem={problem && <Problem problem={problem} />}
    />
  );
}
