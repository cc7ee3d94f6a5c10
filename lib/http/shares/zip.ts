import 'server-only';
import { makeZip } from 'client-zip';
import type { Context } from '@/lib/context';
import { getEnv } from '@/lib/env';
import { AppError, tooManyRequests } from '@/lib/errors';
import type { SharedFile } from '@/lib/shares';
import { singleton } from '@/lib/singleton';
import { toAppError } from '../errors';
import { namePart } from '../pictures/file-name';
import { openWhole, type WholePicture } from '../pictures/open-whole';

/** Files that one process writes at the same time, for all visitors. */
const MOST = 8;
const RETRY_MS = 15_000;
/** How long a file goes on with new pictures, ms: a response may take 15 minutes on one box and 5 on Vercel. */
const picturesMs = () => (getEnv().vercel ? 4 : 12) * 60_000;

const running = singleton('share-zips', () => ({ count: 0 }));

export type ZipTexts = {
  /** The name of a result without a mode. */
  picture: string;
  /** The name and the first line of the file that names what is missing. */
  missingFile: string;
  missing: string;
};

/** "003 - furnish": in the order of the page. */
function nameOf({ n, mode }: SharedFile, digits: number, texts: ZipTexts): string {
  return `${`${n}`.padStart(digits, '0')} - ${namePart(mode) ?? texts.picture}`;
}

/** A picture that is there; null for one that is not. */
async function openOrNull(ctx: Context, { picture }: SharedFile): Promise<WholePicture | null> {
  try {
    return picture && (await openWhole(ctx, picture));
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** Each picture is opened when the one before has been written, so that one is read at a time. */
async function* pictures(ctx: Context, files: SharedFile[], texts: ZipTexts) {
  const startedAt = ctx.now();
  const lastModified = new Date(startedAt);
  const until = startedAt + picturesMs();
  const missing: string[] = [];
  for (const file of files) {
    const name = nameOf(file, Math.max(2, `${files.length}`.length), texts);
    const whole = ctx.now() < until ? await openOrNull(ctx, file) : null;
    if (whole) yield { name: `${name}.${whole.extension}`, lastModified, input: whole.content };
    else missing.push(name);
  }
  if (missing.length === 0) return;
  const input = `${texts.missing}\n\n${missing.join('\n')}\n`;
  yield { name: texts.missingFile, lastModified, input };
}

/**
 * The pictures of a link as a ZIP file, in parts: each is read when the one before has been taken, and none after the
 * visitor has left. What cannot be read is named in a text file at its end.
 * @throws AppError `too_many_requests`
 */
export function zipOf(
  ctx: Context,
  files: SharedFile[],
  texts: ZipTexts,
): ReadableStream<Uint8Array> {
  if (running.count >= MOST) {
    throw tooManyRequests('Others are downloading pictures. Try again in a moment.', RETRY_MS);
  }
  running.count += 1;
  let ended = false;
  const end = () => {
    if (!ended) running.count -= 1;
    ended = true;
  };
  const zip = makeZip(pictures(ctx, files, texts)).getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const part = await zip.read();
          if (!part.done) return controller.enqueue(part.value);
          end();
          controller.close();
        } catch (error) {
          end();
          // The headers have been sent: it is logged, and the connection closes.
          controller.error(toAppError(error));
        }
      },
      async cancel() {
        end();
        await zip.cancel().catch(() => {});
      },
    },
    { highWaterMark: 0 },
  );
}
