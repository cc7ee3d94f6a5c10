'use client';

import { useId, useState } from 'react';
import { CONTROL } from '@/components/ui/field';

const CHOICES = [
  ['7', '7 days'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', 'A year'],
  ['never', 'Never'],
] as const;

/** When a new token ends, as `days`: a number of them, or `never`. */
export function ExpiryField() {
  const id = useId();
  const [days, setDays] = useState('90');
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        Expires after
      </label>
      <select
        id={id}
        name="days"
        value={days}
        onChange={(event) => setDays(event.target.value)}
        aria-describedby={`${id}-hint`}
        className={`${CONTROL} self-start`}
      >
        {CHOICES.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
      <p id={`${id}-hint`} className="text-muted text-xs">
        {days === 'never'
          ? 'It works until you revoke it. If it ever leaks, nothing else will stop it.'
          : 'After that it is refused, and you make another one.'}
      </p>
    </div>
  );
}
