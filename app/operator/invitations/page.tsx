import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InvitationRow } from '@/components/people/invitation-row';
import { InviteForm } from '@/components/people/invite-form';
import { CursorPager } from '@/components/ui/cursor-pager';
import { getEnv } from '@/lib/env';
import { requestContext, requirePageOperator } from '@/lib/http/request-context';
import { invitationQuery, listInvitations } from '@/lib/invitations';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people.invitations');
  return { title: t('title') };
}

/** Invites people, and shows what became of the invitations. */
export default async function InvitationsPage({
  searchParams,
}: PageProps<'/operator/invitations'>) {
  const t = await getTranslations('people.invitations');
  await requirePageOperator('/operator/invitations');
  const ctx = await requestContext();
  const { cursor: asked } = await searchParams;
  const after = invitationQuery.safeParse({ cursor: asked }).data?.cursor;
  const { invitations, cursor } = await listInvitations(ctx, after);
  const { signUp, email } = getEnv();
  return (
    <>
      <h1 className="font-medium text-title">{t('heading')}</h1>
      <p className="mt-3 mb-8 max-w-prose text-muted">{t(`intro.${signUp}`)}</p>
      {signUp !== 'closed' && <InviteForm hasMail={email !== undefined} />}
      <section aria-labelledby="invitations" className="mt-10">
        <h2 id="invitations" className="mb-2 font-semibold tracking-tight">
          {t('list')}
        </h2>
        {invitations.length === 0 ? (
          <p className="text-muted">{t('none')}</p>
        ) : (
          <ul className="divide-y divide-line border-line border-y">
            {invitations.map((invitation) => (
              <li key={invitation.id}>
                <InvitationRow invitation={invitation} />
              </li>
            ))}
          </ul>
        )}
        <CursorPager
          path="/operator/invitations"
          query={{}}
          isFirst={after === undefined}
          next={cursor}
        />
      </section>
    </>
  );
}
