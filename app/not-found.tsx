import type { Metadata } from 'next';
import Link from 'next/link';
import { Shell } from '@/components/layout/shell';
import { buttonClass } from '@/components/ui/button-class';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <Shell>
      <div className="flex flex-col items-start gap-4 pt-4 sm:pt-14">
        <h1 className="font-medium text-title">There is no such page</h1>
        <p className="text-muted">The address may be mistyped, or what was here is gone.</p>
        <Link href="/" className={buttonClass()}>
          To the first page
        </Link>
      </div>
    </Shell>
  );
}
