import Link from 'next/link';

/** The name of the house, and the way to its first page. */
export function Wordmark() {
  return (
    <Link href="/" className="py-2 font-semibold text-lg tracking-[-0.03em]">
      Bottega
    </Link>
  );
}
