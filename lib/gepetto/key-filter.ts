import 'server-only';
import { log } from '@/lib/log';

/** Shorter keys are not searched for: they would be found everywhere. */
const MIN_LENGTH = 8;

/** Replaces a key. JSON stays valid. */
const REDACTED = '[redacted]';

/** The characters of a text's base64 that do not depend on what stands around it, `shift` bytes into a group of three. */
function base64Core(text: string, shift: number): string {
  const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]);
  const start = Math.ceil((shift * 8) / 6);
  const end = Math.floor((bytes.length * 8) / 6);
  return bytes.toString('base64').slice(start, end);
}

const lowerEscapes = (text: string) => text.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());

/** Every form in which a response may repeat a key. */
function formsOf(key: string): string[] {
  const json = JSON.stringify(key).slice(1, -1);
  const url = encodeURIComponent(key);
  const base64 = [0, 1, 2].map((shift) => base64Core(key, shift));
  return [
    key,
    json,
    // PHP's spelling, then Go's and Gson's.
    json.replaceAll('/', '\\/'),
    json.replace(/[<>&='+]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
    url,
    lowerEscapes(url),
    encodeURIComponent(url),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    ...base64.map((text) => encodeURIComponent(text)),
    ...base64.map((text) => text.replaceAll('/', '\\/')),
    Buffer.from(key).toString('hex'),
  ];
}

/**
 * Removes our keys from a text that upstream sent, before it is stored or passed on: plain, in base64, in a URL
 * or in hex. A text without them is returned unchanged.
 */
export function withoutKeys(text: string, keys: string[]): string {
  const forms = new Set(keys.filter((key) => key.length >= MIN_LENGTH).flatMap(formsOf));
  const found = [...forms].filter((form) => text.includes(form));
  if (found.length === 0) return text;
  log().error('upstream repeated our API key in a response; it was removed');
  // Longest first: one form may be a part of another.
  return found
    .sort((a, b) => b.length - a.length)
    .reduce((clean, form) => clean.replaceAll(form, REDACTED), text);
}
