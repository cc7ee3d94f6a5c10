import { useEffect, useRef } from 'react';
import { Field } from '@/components/ui/field';

type Props = {
  label: string;
  hint?: string;
  /** A recovery code has letters, and password managers have none to offer. */
  recovery?: boolean;
};

/** Takes a code, with spaces or without: the server reads it. The focus begins here. */
export function CodeField({ label, hint, recovery = false }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <Field
      ref={field}
      label={label}
      hint={hint}
      name="code"
      inputMode={recovery ? 'text' : 'numeric'}
      autoComplete={recovery ? 'off' : 'one-time-code'}
      autoCapitalize={recovery ? 'characters' : 'none'}
      spellCheck={false}
      maxLength={100}
      required
      className="font-mono"
    />
  );
}
