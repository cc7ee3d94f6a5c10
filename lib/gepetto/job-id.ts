/**
 * The only shape of an id that ever becomes part of an address. Encoding is no defence: `..` survives
 * it and would climb out of the path with the key in the headers.
 */
export const JOB_ID = /^[A-Za-z0-9_-]{1,128}$/;

/** Whether a text is an id that may be asked for. */
export function isJobId(text: string): boolean {
  return JOB_ID.test(text);
}
