'use client';

import { useEffect, useState } from 'react';
import { type ApiResult, callApi } from '@/components/api-client';
import type { JobRequest } from './requests';

export type Quote = ApiResult<'POST /api/submissions/quote'>;

/** After the last change, ms. */
const SETTLED_MS = 300;
/** A quote ages: the budget and the queue move. Ms. */
const AGAIN_MS = 20_000;

/** What the jobs will cost and how long they take; the last known one while a new one is asked for, null without. */
export function useQuote(requests: readonly JobRequest[]): Quote | null {
  const [quote, setQuote] = useState<Quote | null>(null);
  const json = JSON.stringify(requests);
  useEffect(() => {
    const asked: JobRequest[] = JSON.parse(json);
    if (asked.length === 0) {
      setQuote(null);
      return;
    }
    let ended = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const answer = await callApi('POST /api/submissions/quote', {
        body: { requests: asked },
      }).catch(() => null);
      if (ended) return;
      // Without an answer the page still says how many jobs it starts.
      setQuote(answer);
      timer = setTimeout(ask, AGAIN_MS);
    };
    timer = setTimeout(ask, SETTLED_MS);
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [json]);
  return quote;
}
