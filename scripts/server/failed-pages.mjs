import { AsyncLocalStorage } from 'node:async_hooks';
import { sendUnavailable } from './unavailable-page.mjs';

/** @typedef {{ databaseFailed: boolean, missing: boolean }} PageFacts */
/** @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<void>} Handle */

/** Shared with lib/request.ts, which notes in it what became of a page that cannot set its own status. */
const NAME = Symbol.for('bottega.page');
/** @type {AsyncLocalStorage<PageFacts>} */
const pages = globalThis[NAME] ?? new AsyncLocalStorage();
globalThis[NAME] = pages;

/**
 * Replaces Next's response to a page that failed because of the database. A page cannot set its own status,
 * so Next answers with 500 and an empty document that only scripts fill. Nor does Next's document for 404 say
 * anything without scripts: a page that says itself what is missing gets the status here.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {PageFacts} facts
 */
function replaceFailed(request, response, facts) {
  const { writeHead, write, end } = response;
  /** Undefined until the status is known. @type {boolean | undefined} */
  let replaced;
  const decide = () => {
    if (replaced !== undefined || response.headersSent) return;
    replaced = response.statusCode === 500 && facts.databaseFailed;
    if (replaced) Object.assign(response, { writeHead, write, end });
    else if (facts.missing && response.statusCode === 200) response.statusCode = 404;
  };
  const swallow = () => {
    const ignore = () => response;
    Object.assign(response, { writeHead: ignore, write: () => true, end: ignore });
  };
  const replace = () => {
    sendUnavailable(request, response);
    swallow();
    return response;
  };
  response.writeHead = (status, ...rest) => {
    if (replaced === undefined) response.statusCode = status;
    decide();
    return replaced ? replace() : writeHead.call(response, response.statusCode, ...rest);
  };
  response.write = (...args) => {
    decide();
    if (!replaced) return write.apply(response, args);
    replace();
    return true;
  };
  response.end = (...args) => {
    decide();
    return replaced ? replace() : end.apply(response, args);
  };
}

const JSON_PATH = /^\/(?:v1|api|_next)\//;

/**
 * Lets pages that fail because of the database answer with 503 and a page that tries again, and those that say that
 * they do not exist with 404.
 * @param {Handle} handle Next's
 * @returns {Handle}
 */
export function withFailedPages(handle) {
  return (request, response) => {
    if (JSON_PATH.test(request.url ?? '')) return handle(request, response);
    const facts = { databaseFailed: false, missing: false };
    replaceFailed(request, response, facts);
    return pages.run(facts, () => handle(request, response));
  };
}
