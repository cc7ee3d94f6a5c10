'use client';

import { useEffect } from 'react';
import { BUTTON, PRIMARY } from '@/components/ui/button-style';
import { useHydratedValue } from '@/components/ui/hydration';
import en from '@/messages/en/error-page.json';
import fr from '@/messages/fr/error-page.json';

/** When the page is loaded again by itself, ms. */
const RETRY_MS = 10_000;

const pageLanguage = () => document.documentElement.lang;

/**
 * Replaces a page that could not be rendered; the cause is in the server's log. It imports its messages
 * itself, because the layout that would provide them may be what failed.
 */
export function ErrorPage() {
  const french = useHydratedValue(pageLanguage, 'en').startsWith('fr');
  const { title, body, retry } = french ? fr : en;
  useEffect(() => {
    const timer = setTimeout(() => location.reload(), RETRY_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="alert" className="flex flex-col items-start gap-4 pt-4 sm:pt-14">
      <title>{`${title} · Bottega`}</title>
      <h1 className="font-medium text-title">{title}</h1>
      <p className="text-muted">{body}</p>
      {/* Every page carries this one three times, for its error boundaries: no component of its own. */}
      <button
        type="button"
        onClick={() => location.reload()}
        className={`${BUTTON} ${PRIMARY} min-h-10 px-4 py-2 font-medium`}
      >
        {retry}
      </button>
    </div>
  );
}
