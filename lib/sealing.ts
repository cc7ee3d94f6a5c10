import 'server-only';
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

function keyOf(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}

function sealWith(iv: Buffer, text: string, secret: string, purpose: string): string {
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, purpose), iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/**
 * Encrypts a text with AES-256-GCM, for values that the app must be able to show again.
 * @param secret the key is derived from it
 * @param purpose separates keys: each purpose has its own
 * @returns base64url
 */
export function seal(text: string, secret: string, purpose: string): string {
  return sealWith(randomBytes(IV_BYTES), text, secret, purpose);
}

/**
 * The same, but a text gives the same result each time, for what stands in a response with an ETag. The nonce is a
 * keyed hash of the text, so that no two texts share one.
 */
export function sealAlike(text: string, secret: string, purpose: string): string {
  const hash = createHmac('sha256', keyOf(secret, `${purpose}, nonce`))
    .update(text)
    .digest();
  return sealWith(hash.subarray(0, IV_BYTES), text, secret, purpose);
}

function unsealWith(bytes: Buffer, secret: string, purpose: string): string | null {
  const iv = bytes.subarray(0, IV_BYTES);
  // A shorter tag, which Node accepts unless told otherwise, could be guessed.
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, purpose), iv, {
    authTagLength: TAG_BYTES,
  });
  try {
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** Decrypts what `seal` or `sealAlike` returned. Null if none of the secrets sealed it, or if it was modified. */
export function unseal(sealed: string, secrets: string[], purpose: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < IV_BYTES + TAG_BYTES) return null;
  for (const secret of secrets) {
    const text = unsealWith(bytes, secret, purpose);
    if (text !== null) return text;
  }
  return null;
}
