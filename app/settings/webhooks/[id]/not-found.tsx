import Link from 'next/link';

/** For a webhook that is not the user's, whether it exists or not. */
export default function WebhookNotFound() {
  return (
    <div className="flex flex-col items-start gap-3">
      <title>No such webhook · Bottega</title>
      <h1 className="font-medium text-title">There is no such webhook</h1>
      <p className="text-muted">The address may be mistyped, or the webhook has been deleted.</p>
      <Link href="/settings/webhooks" className="text-accent underline underline-offset-4">
        Back to your webhooks
      </Link>
    </div>
  );
}
