import { getFormatter } from 'next-intl/server';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size such as `12.3 MB`, in the reader's language. */
export async function formatFileSize(bytes: number): Promise<string> {
  const format = await getFormatter();
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return format.number(bytes / 1_000 ** power, {
    style: 'unit',
    unit: UNITS[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  });
}
