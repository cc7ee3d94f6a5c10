import { randomInt } from 'node:crypto';
import { SECURITY_HEADERS } from './security-headers.mjs';

/** After how many seconds the page loads again by itself. Spread, so that those turned away do not return together. */
const RELOAD_S = { min: 5, max: 15 };

/** Here and not in `messages/`, which is compiled into the app. */
const TEXTS = {
  en: {
    title: 'Bottega is busy',
    body: 'Too many people are opening pages at the moment. Nothing was lost. This page loads again by itself in a few seconds.',
  },
  fr: {
    title: 'Bottega est très sollicité',
    body: 'Trop de personnes ouvrent des pages en ce moment. Rien n’a été perdu. Cette page se rechargera d’elle-même dans quelques secondes.',
  },
};

/** The language switch's cookie, else the first language of `Accept-Language`. */
function languageOf({ cookie = '', 'accept-language': accepted = '' }) {
  const [, stored] = /(?:^|; ?)locale=(en|fr)\b/.exec(cookie) ?? [];
  return stored ?? (/^\s*fr\b/i.test(accepted) ? 'fr' : 'en');
}

const pageOf = (/** @type {'en' | 'fr'} */ language, /** @type {number} */ seconds) => {
  const { title, body } = TEXTS[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="${seconds}">
<title>${title}</title>
<style>:root{color-scheme:light dark}body{max-width:36rem;margin:15vh auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}</style>
</head>
<body><h1>${title}</h1><p>${body}</p></body>
</html>
`;
};

/**
 * 503 for a page that cannot be rendered soon.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export function sendBusyPage(request, response) {
  const seconds = randomInt(RELOAD_S.min, RELOAD_S.max + 1);
  const body = pageOf(languageOf(request.headers), seconds);
  response.writeHead(503, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'private, no-store',
    'Retry-After': String(seconds),
    ...SECURITY_HEADERS,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
