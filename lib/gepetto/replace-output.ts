import { parseJob } from './contract';
import { isObject } from './json';
import { readPicture } from './read-picture';

/** What JSON.parse tells a reviver about a number, a text, true, false or null. */
type Source = { source?: string };

type Revive = (name: string, value: unknown, source: Source) => unknown;

const asWritten = JSON as unknown as { rawJSON: (text: string) => unknown };

function parsed(body: string, revive: Revive): unknown {
  try {
    return JSON.parse(body, revive as (name: string, value: unknown) => unknown);
  } catch {
    return null;
  }
}

/**
 * Replaces the address of a job's result, wherever upstream has put it, and keeps everything else, numbers as they are
 * written. If the address stands nowhere by itself, for example because it is relative, `output` becomes the new one.
 *
 * @param body upstream's JSON for a job
 * @returns null if the body is no JSON object
 */
export function replaceOutput(body: string, address: string): string | null {
  const found = parseJob(body)?.output ?? null;
  let replaced = false;
  const revive: Revive = (_name, value, { source }) => {
    if (typeof value === 'number' && source !== undefined && String(value) !== source) {
      return asWritten.rawJSON(source);
    }
    if (found === null || typeof value !== 'string' || readPicture(value) !== found) return value;
    replaced = true;
    return address;
  };
  const json = parsed(body, revive);
  if (!isObject(json)) return null;
  return JSON.stringify(replaced ? json : { ...json, output: address });
}
