import { endsAfter, type FeedbackMode, type ShareView } from '@/lib/shares/model';

/** When a link ends: as it is, so many days from now, at the end of a day, or never. */
export type EndChoice = 'keep' | '1' | '7' | '30' | 'date' | 'never';

/** What the editor holds of a link, as its fields have it. */
export type Draft = {
  title: string;
  note: string;
  /** In the order that was made by hand. */
  jobIds: string[];
  showsSender: boolean;
  showsBefore: boolean;
  allowsDownload: boolean;
  feedback: FeedbackMode;
  end: EndChoice;
  /** A day of the reader, `2026-12-31`, for an end on a date. */
  date: string;
  /** Digits; empty for any number. */
  maxViews: string;
  /** A new one; null removes it, undefined leaves it. */
  password: string | null | undefined;
  /** One in each line. */
  embedSites: string;
};

/** The fields of a link as it is stored. */
export function draftOf(link: ShareView): Draft {
  return {
    title: link.title ?? '',
    note: link.note ?? '',
    jobIds: link.jobs.map(({ jobId }) => jobId),
    showsSender: link.showsSender,
    showsBefore: link.showsBefore,
    allowsDownload: link.allowsDownload,
    feedback: link.feedback,
    end: link.expiresAt === null ? 'never' : 'keep',
    date: '',
    maxViews: link.maxViews === null ? '' : `${link.maxViews}`,
    password: undefined,
    embedSites: link.embedSites.join('\n'),
  };
}

/** The last moment of a day of the reader, ms UTC; NaN for what is no day. */
function endOfDay(date: string): number {
  return new Date(`${date}T23:59:59.999`).getTime();
}

function endOf({ end, date }: Draft, now: number): number | null {
  if (end === 'never') return null;
  if (end === 'date') return endOfDay(date);
  return endsAfter(Number(end), now);
}

/** The entries of a text with one in each line. */
export const linesOf = (text: string) => text.split(/[\s,]+/).filter((line) => line !== '');

type Change = Partial<
  Omit<Draft, 'end' | 'date' | 'maxViews' | 'embedSites' | 'password'> & {
    expiresAt: number | null;
    maxViews: number | null;
    password: string | null;
    embedSites: string[];
  }
>;

/**
 * What a draft changes of a link, as the API takes it: nothing that stayed as it was, so that a change made elsewhere
 * meanwhile is kept.
 * @param now the server's time, ms UTC
 */
export function changeOf(link: ShareView, draft: Draft, now: number): Change {
  const before = draftOf(link);
  const change: Change = {};
  for (const name of [
    'title',
    'note',
    'showsSender',
    'showsBefore',
    'allowsDownload',
    'feedback',
  ] as const) {
    if (draft[name] !== before[name]) Object.assign(change, { [name]: draft[name] });
  }
  if (draft.jobIds.join() !== before.jobIds.join()) change.jobIds = draft.jobIds;
  if (draft.end !== before.end) change.expiresAt = endOf(draft, now);
  if (draft.maxViews !== before.maxViews) {
    change.maxViews = draft.maxViews.trim() === '' ? null : Number(draft.maxViews);
  }
  if (draft.password !== undefined) change.password = draft.password;
  if (draft.embedSites !== before.embedSites) change.embedSites = linesOf(draft.embedSites);
  return change;
}

/** A list with one entry moved. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = [...list];
  rest.splice(to, 0, ...rest.splice(from, 1));
  return rest;
}
