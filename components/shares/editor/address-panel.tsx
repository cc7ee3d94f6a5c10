'use client';

import { ExternalLink, RefreshCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api-client';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { CopyField } from '@/components/ui/copy-button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { announce } from '@/components/ui/feedback';
import { escapeHtml } from '@/lib/escape-html';
import type { ShareView } from '@/lib/shares/model';
import { LinkAddress, useAddress } from '../address';
import { LinkFacts } from '../link-facts';
import { useLinkName } from '../use-link-name';

/** The HTML of a frame that fits into the page around it, on phones too. */
const frameOf = (src: string, title: string) =>
  `<iframe src="${src}" title="${escapeHtml(title)}" loading="lazy" style="width:100%;max-width:960px;aspect-ratio:3/2;border:0"></iframe>`;

type Props = { link: ShareView; onReplaced: (link: ShareView) => void };

/** The address of a link: to be copied, opened, or replaced, which ends the old one. */
export function AddressPanel({ link, onReplaced }: Props) {
  const t = useTranslations('links.address');
  const [asking, setAsking] = useState(false);
  const address = useAddress(link.path);
  // A label is the owner's alone.
  const jobs = link.jobs.map(({ jobId }) => ({ jobId, title: null }));
  const name = useLinkName()({ title: link.title, jobs });

  async function replace() {
    const { share } = await callApi('POST /api/shares/{id}/address', { params: { id: link.id } });
    announce(t('replaced'));
    onReplaced(share);
    setAsking(false);
  }

  return (
    <section
      aria-label={t('title')}
      className="flex flex-col gap-3 rounded-panel border border-line bg-panel p-4"
    >
      <LinkAddress path={link.path} />
      <LinkFacts link={link} />
      <div className="flex flex-wrap gap-2">
        {link.path !== null && (
          <a
            href={link.path}
            target="_blank"
            rel="noopener"
            className={buttonClass({ size: 'small' })}
          >
            <ExternalLink aria-hidden className="size-4" />
            {t('open')}
          </a>
        )}
        <Button size="small" onClick={() => setAsking(true)}>
          <RefreshCcw aria-hidden className="size-4" />
          {t('replace')}
        </Button>
      </div>
      {link.embedSites.length > 0 && address !== null && (
        <div className="flex flex-col gap-1.5">
          <p aria-hidden className="font-medium text-sm">
            {t('embed')}
          </p>
          <CopyField
            text={frameOf(`${address}/embed`, name)}
            label={t('embed')}
            copyName={t('copyEmbed')}
          />
        </div>
      )}
      {asking && (
        <ConfirmDialog
          title={t('replaceTitle')}
          action={t('replaceAction')}
          onConfirm={replace}
          onClose={() => setAsking(false)}
        >
          {t('replaceBody')}
        </ConfirmDialog>
      )}
    </section>
  );
}
