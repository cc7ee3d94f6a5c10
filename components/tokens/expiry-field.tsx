'use client';

import { useState } from 'react';
import { FieldFrame } from '@/components/ui/field';
import { Select } from '@/components/ui/input';

const CHOICES = [
  ['7', '7 days'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', 'A year'],
  ['never', 'Never'],
] as const;

/** The lifetime of a new token, submitted as `days`: a number or `never`. */
export function ExpiryField() {
  const [days, setDays] = useState('90');
  const hint =
    days === 'never'
      ? 'It works until you revoke it. If it ever leaks, nothing else will stop it.'
      : 'After that it is refused, and you make another one.';
  return (
    <FieldFrame label="Expires after" hint={hint}>
      {(control) => (
        <Select
          {...control}
          name="days"
          value={days}
          onChange={(event) => setDays(event.target.value)}
          className="self-start"
        >
          {CHOICES.map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </Select>
      )}
    </FieldFrame>
  );
}
