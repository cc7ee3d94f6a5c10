import { isJobId } from '@/lib/gepetto';

/** Characters that are searched for an id. */
const MAX_PASTE = 20_000;

function fromJson(text: string): string | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    return typeof id === 'string' ? id : undefined;
  } catch {
    return /"id"\s*:\s*"([^"\\]+)"/.exec(text)?.[1];
  }
}

function fromUrl(text: string): string | undefined {
  return /\/jobs?\/([^/?#\s"']+)/.exec(text)?.[1];
}

/**
 * Finds the job id in pasted text: the id itself (quoted or not), a URL with `/job/<id>` in it, a curl
 * command with such a URL, or upstream's JSON.
 * @returns undefined if there is none
 */
export function parseJobId(pasted: string): string | undefined {
  const text = pasted.slice(0, MAX_PASTE).trim();
  const bare = text.replace(/^["'`]+|["'`,;]+$/g, '');
  return [bare, fromJson(text), fromUrl(text)].find((id) => id !== undefined && isJobId(id));
}
