import { thumbHashToAverageRGBA, thumbHashToDataURL } from 'thumbhash';

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** The average colour of a picture, for CSS. A dozen bytes, so that it can be in the HTML of every card. */
export function averageColour(thumbHash: string): string {
  const { r, g, b } = thumbHashToAverageRGBA(bytesOf(thumbHash));
  return `rgb(${[r, g, b].map((part) => Math.round(part * 255)).join(' ')})`;
}

const urls = new Map<string, string>();

/** A blurred picture of some 32 pixels as a `data:` URL of about 5 kB: for the browser, not for HTML. */
export function blurredUrl(thumbHash: string): string {
  const known = urls.get(thumbHash);
  if (known) return known;
  const url = thumbHashToDataURL(bytesOf(thumbHash));
  urls.set(thumbHash, url);
  return url;
}
