import { refuse } from './answers.ts';
import { renderWebp } from './draw/render.ts';
import { decodeJobId } from './job-id.ts';
import { jobState } from './jobs.ts';
import { parseBeforeName, type Scene } from './scene.ts';

const namedPicture = /^\/pictures\/(before\/)?([A-Za-z0-9_-]{1,128})\.webp$/;
const kept = 20;

// Only a cache: every picture can be drawn again from its address.
const cache = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

function draw(path: string, scene: Scene): Promise<Uint8Array<ArrayBuffer>> {
  const drawn = cache.get(path) ?? renderWebp(scene);
  cache.delete(path);
  cache.set(path, drawn);
  for (const oldest of cache.keys()) {
    if (cache.size <= kept) break;
    cache.delete(oldest);
  }
  drawn.catch(() => cache.delete(path));
  return drawn;
}

function sceneAt(path: string, now: number): Scene | null {
  const [, before, name = ''] = namedPicture.exec(path) ?? [];
  if (before) return parseBeforeName(name);
  const job = decodeJobId(name);
  return job && jobState(job, now) === 'success' ? job.scene : null;
}

/**
 * Whether a URL has the path of one of the stand-in's pictures: `/pictures/<job id>.webp` or
 * `/pictures/before/<room>.webp`. Its host is not looked at.
 */
export function isSandboxPicture(url: URL): boolean {
  const [, before, name = ''] = namedPicture.exec(url.pathname) ?? [];
  return (before ? parseBeforeName(name) : decodeJobId(name)) !== null;
}

/** Answers `GET /pictures/...`: 404 for what does not exist, or not yet. */
export async function answerPicture(request: Request, path: string, now: number) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(405, 'Pictures are read with GET.', { Allow: 'GET, HEAD' });
  }
  const scene = sceneAt(path, now);
  if (!scene) return refuse(404, 'There is no such picture, or its job has not succeeded yet.');
  const picture = await draw(path, scene);
  return new Response(request.method === 'HEAD' ? null : picture, {
    headers: {
      'Content-Type': 'image/webp',
      'Content-Length': String(picture.byteLength),
      'Cache-Control': 'public, max-age=31536000, immutable',
    },
  });
}
