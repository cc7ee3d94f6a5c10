import type { Metadata } from 'next';
import Link from 'next/link';
import { AuthLayout } from '@/components/auth/auth-layout';
import { signInPath } from '@/lib/paths';

export const metadata: Metadata = { title: 'Check your mail' };

export default function CheckMailPage() {
  return (
    <AuthLayout title="Check your mail">
      <p className="text-muted">
        If this address may sign in here, a link is on its way to it. Open it in this browser; it
        works once, for a day. Nothing there after a few minutes? Look into the spam folder.
      </p>
      <Link href={signInPath()} className="self-start text-accent underline underline-offset-4">
        Back to signing in
      </Link>
    </AuthLayout>
  );
}
