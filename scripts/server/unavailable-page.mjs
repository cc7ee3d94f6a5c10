import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/root.mjs';

/** When the page, or a client that reads `Retry-After`, tries again, s. */
const RETRY_S = 5;

const textsOf = (language) =>
  JSON.parse(readFileSync(join(ROOT, 'messages', language, 'unavailable-page.json'), 'utf8'));
const TEXTS = { en: textsOf('en'), fr: textsOf('fr') };

/** The colours and sizes of app/globals.css, whose file this page must not depend on. */
const STYLE = `
:root { color-scheme: light dark; }
:root[data-theme=light] { color-scheme: light; }
:root[data-theme=dark] { color-scheme: dark; }
body { margin: 0; min-height: 100dvh; display: flex; flex-direction: column;
  background: light-dark(#f5f2ec, #171412); color: light-dark(#211c17, #f2ede5);
  font: 16px/1.5 ui-sans-serif, system-ui, sans-serif; -webkit-font-smoothing: antialiased; }
main { flex: 1; display: flex; flex-direction: column; justify-content: center; align-items: flex-start;
  gap: 16px; width: 100%; max-width: 42rem; margin: 0 auto; padding: 48px 16px; box-sizing: border-box; }
h1 { margin: 0; font-weight: 500; font-size: clamp(1.625rem, 1.35rem + 1.2vw, 2.25rem);
  line-height: 1.12; letter-spacing: -0.025em; text-wrap: pretty; }
p { margin: 0; color: light-dark(#62594d, #b0a698); text-wrap: pretty; }
a.again { border-radius: 8px; padding: 8px 16px; font-size: 14px; font-weight: 500; text-decoration: none;
  background: light-dark(#32409b, #aeb9ff); color: light-dark(#ffffff, #161a3d); }
a.again:hover { background: light-dark(#252f7a, #cdd4ff); }
a:focus-visible { outline: 2px solid light-dark(#32409b, #aeb9ff); outline-offset: 2px; }
footer { padding: 24px 16px; max-width: 42rem; width: 100%; margin: 0 auto; box-sizing: border-box;
  font-weight: 600; font-size: 18px; letter-spacing: -0.03em; }`;

const cookieOf = (headers, name) =>
  new RegExp(`(?:^|;\\s*)${name}=(\\w+)`).exec(headers.cookie ?? '')?.[1];

/** The reader's language: the stored choice, else the first of ours in Accept-Language. */
function languageOf(headers) {
  const stored = cookieOf(headers, 'locale');
  if (stored !== undefined && stored in TEXTS) return stored;
  return /\b(en|fr)\b/i.exec(headers['accept-language'] ?? '')?.[1]?.toLowerCase() ?? 'en';
}

/** Headers of the page that failed, which describe its body. */
const OF_BODY = /^(?:content-(?:type|length|encoding)|transfer-encoding|etag|cache-control|link)$/;

/**
 * Answers with the page that says that the database cannot be reached: 503, in the reader's language, and it
 * loads itself again. It needs no script, no other file and no database.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response headers not sent yet
 */
export function sendUnavailable({ headers }, response) {
  const language = languageOf(headers);
  const { title, body, retry } = TEXTS[language];
  const theme = cookieOf(headers, 'theme');
  const nonce = randomBytes(16).toString('base64');
  // An empty address is that of this page, which may contain the token of a share.
  const html = `<!doctype html>
<html lang="${language}"${theme === 'light' || theme === 'dark' ? ` data-theme="${theme}"` : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="${RETRY_S}">
<title>${title} · Bottega</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${body}</p>
<a class="again" href="">${retry}</a>
</main>
<footer>Bottega</footer>
</body>
</html>
`;
  for (const name of response.getHeaderNames()) {
    if (OF_BODY.test(name)) response.removeHeader(name);
  }
  response.writeHead(503, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(html),
    'Cache-Control': 'private, no-store',
    'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'Retry-After': String(RETRY_S),
  });
  response.end(html);
}
