'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { FieldFrame } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/input';
import { EVENT_NAMES, type SecurityEvent } from '@/lib/security-log/model';
import { useEventName } from './use-event-name';

type Props = {
  person?: string | undefined;
  event?: SecurityEvent | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

/** Selects lines of the log by person, event and days: a plain GET form. */
export function LogFilters({ person = '', event, from = '', to = '' }: Props) {
  const t = useTranslations('securityLog');
  const nameOf = useEventName();
  return (
    <form
      key={`${person} ${event} ${from} ${to}`}
      action="/operator/security-log"
      aria-label={t('filters.label')}
      className="mb-6 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
    >
      <div className="col-span-2 sm:w-64">
        <FieldFrame label={t('filters.person')}>
          {(control) => (
            <Input {...control} name="person" defaultValue={person} maxLength={254} dir="auto" />
          )}
        </FieldFrame>
      </div>
      <div className="col-span-2 min-w-0 sm:w-72">
        <FieldFrame label={t('filters.event')}>
          {(control) => (
            <Select {...control} name="event" defaultValue={event ?? ''} className="w-full min-w-0">
              <option value="">{t('filters.anyEvent')}</option>
              {EVENT_NAMES.map((name) => (
                <option key={name} value={name}>
                  {nameOf(name)}
                </option>
              ))}
            </Select>
          )}
        </FieldFrame>
      </div>
      <FieldFrame label={t('filters.from')}>
        {(control) => (
          <Input
            {...control}
            type="date"
            name="from"
            defaultValue={from}
            className="w-full min-w-0"
          />
        )}
      </FieldFrame>
      <FieldFrame label={t('filters.to')}>
        {(control) => (
          <Input {...control} type="date" name="to" defaultValue={to} className="w-full min-w-0" />
        )}
      </FieldFrame>
      <Button type="submit">{t('filters.apply')}</Button>
    </form>
  );
}
