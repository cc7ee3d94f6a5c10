import { useEffect, useEffectEvent, useReducer, useRef } from 'react';
import type { PhotoView } from '@/lib/photos';
import { importPhoto, sendFile } from './send-photo';
import { due, reduceUploads, type Source, type Upload } from './upload-list';

let last = 0;

/** Photos on their way to the library, a few at a time. */
export type Uploads = {
  uploads: Upload[];
  add: (sources: readonly Source[]) => void;
  /** Tries one that has failed again. */
  retry: (id: number) => void;
  /** Ends one, or takes one that has failed from the list. */
  cancel: (id: number) => void;
};

/** @param onAdded called for each photo that is in the library then */
export function useUploads(onAdded: (photo: PhotoView) => void): Uploads {
  const [uploads, dispatch] = useReducer(reduceUploads, []);
  const running = useRef(new Map<number, AbortController>());
  const added = useEffectEvent(onAdded);

  const begin = useEffectEvent(async ({ id, source }: Upload) => {
    const cancel = new AbortController();
    running.current.set(id, cancel);
    dispatch({ type: 'began', id });
    const onProgress = (progress: number) => dispatch({ type: 'progressed', id, progress });
    try {
      const photo =
        source instanceof File
          ? await sendFile(source, { signal: cancel.signal, onProgress })
          : await importPhoto(source);
      if (cancel.signal.aborted) return;
      dispatch({ type: 'removed', id });
      added(photo);
    } catch (error) {
      dispatch({ type: 'failed', id, error });
    } finally {
      running.current.delete(id);
    }
  });

  useEffect(() => {
    for (const upload of due(uploads)) begin(upload);
  }, [uploads]);

  useEffect(() => {
    const all = running.current;
    return () => {
      for (const one of all.values()) one.abort(new Error('The page was left.'));
    };
  }, []);

  return {
    uploads,
    add: (sources) => {
      const numbered = sources.map((source) => ({ id: ++last, source }));
      if (numbered.length > 0) dispatch({ type: 'added', uploads: numbered });
    },
    retry: (id) => dispatch({ type: 'retried', id }),
    cancel: (id) => {
      dispatch({ type: 'removed', id });
      running.current.get(id)?.abort(new Error('It was cancelled.'));
    },
  };
}
