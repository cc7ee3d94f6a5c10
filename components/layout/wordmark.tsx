import Link from 'next/link';

/** The app's name, linked to the landing page. */
export function Wordmark() {
  return (
    <Link href="/" className="py-2 font-semibold text-lg tracking-[-0.03em]">
      Bottega
    </Link>
  );
}
