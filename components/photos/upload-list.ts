/** What is being added: a file, or the picture at an address. */
export type Source = File | { url: string };

/**
 * A photo on its way: `waiting` for its turn, `preparing` in this browser, `sending`, `reading` by the server, or
 * `failed` with what was thrown.
 */
export type Upload = {
  id: number;
  source: Source;
  state: 'waiting' | 'preparing' | 'sending' | 'reading' | 'failed';
  /** The part that has been sent, from 0 to 1. */
  progress: number;
  error: unknown;
};

export type Action =
  | { type: 'added'; uploads: { id: number; source: Source }[] }
  | { type: 'began'; id: number }
  | { type: 'progressed'; id: number; progress: number }
  | { type: 'failed'; id: number; error: unknown }
  | { type: 'retried'; id: number }
  | { type: 'removed'; id: number };

/** Uploads of one browser at the same time: the others wait. */
export const AT_ONCE = 2;

const isRunning = ({ state }: Upload) => state !== 'waiting' && state !== 'failed';

function changed(upload: Upload, action: Exclude<Action, { type: 'added' | 'removed' }>): Upload {
  switch (action.type) {
    case 'began':
      return { ...upload, state: upload.source instanceof File ? 'preparing' : 'reading' };
    case 'progressed':
      return {
        ...upload,
        state: action.progress < 1 ? 'sending' : 'reading',
        progress: action.progress,
      };
    case 'failed':
      return { ...upload, state: 'failed', error: action.error };
    case 'retried':
      return { ...upload, state: 'waiting', progress: 0, error: null };
  }
}

/** The uploads after an action. One that was cancelled has gone: what its request still reports changes nothing. */
export function reduceUploads(uploads: Upload[], action: Action): Upload[] {
  if (action.type === 'added') {
    const waiting = { state: 'waiting', progress: 0, error: null } as const;
    return [...uploads, ...action.uploads.map((one) => ({ ...one, ...waiting }))];
  }
  if (action.type === 'removed') return uploads.filter(({ id }) => id !== action.id);
  return uploads.map((one) => (one.id === action.id ? changed(one, action) : one));
}

/** The next uploads to begin, in the order in which they were added. */
export function due(uploads: Upload[]): Upload[] {
  const free = AT_ONCE - uploads.filter(isRunning).length;
  return uploads.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, free));
}
