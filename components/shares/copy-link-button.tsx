'use client';

import { Check, Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/api-client';
import { useAction } from '@/components/layout/use-action';
import { Button } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { useBriefly } from '@/components/ui/use-briefly';
import type { ShareView } from '@/lib/shares/model';
import { copyLater } from './copy-later';
import { plainLink } from './plain-link';

type Props = {
  jobId: string;
  /** The links that there are, newest first. */
  links: readonly ShareView[];
  onMade: (link: ShareView) => void;
};

/** Copies the link to a result, and makes it if there is none: the address is in the clipboard after one press. */
export function CopyLinkButton({ jobId, links, onMade }: Props) {
  const t = useTranslations('links.copy');
  const { busy, error, run } = useAction();
  const [times, setTimes] = useState(0);
  const [refused, setRefused] = useState(false);
  const copied = useBriefly(times);

  async function addressOf(): Promise<string> {
    const known = plainLink(links, jobId);
    if (known) return location.origin + known.path;
    const { share } = await callApi('POST /api/shares', { body: { jobIds: [jobId] } });
    onMade(share);
    return location.origin + share.path;
  }

  function copy() {
    setRefused(false);
    run(async () => {
      if (await copyLater(addressOf())) setTimes((before) => before + 1);
      else setRefused(true);
    });
  }

  const Icon = copied ? Check : Link2;
  return (
    <div className="flex flex-col gap-2">
      <Button variant="primary" busy={busy} onClick={copy} className="self-start">
        <Icon aria-hidden className="size-4" />
        {t('action')}
      </Button>
      <p role="status" className="text-muted text-sm empty:hidden">
        {copied && t('done')}
        {refused && t('refused')}
      </p>
      <ErrorMessage message={error} />
    </div>
  );
}
