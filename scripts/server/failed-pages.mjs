import { AsyncLocalStorage } from 'node:async_hooks';
import { sendUnavailable } from './unavailable-page.mjs';

/** @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<void>} Handle */

/** Shared with lib/request.ts, which notes in it that a query of this request failed. */
const NAME = Symbol.for('bottega.page');
/** @type {AsyncLocalStorage<{ databaseFailed: boolean }>} */
const pages = globalThis[NAME] ?? new AsyncLocalStorage();
globalThis[NAME] = pages;

/**
 * Replaces Next's response to a page that failed because of the database. A page cannot set its own status,
 * so Next answers with 500 and an empty document that only scripts fill.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {{ databaseFailed: boolean }} facts
 */
function replaceFailed(request, response, facts) {
  const { writeHead, write, end } = response;
  /** Undefined until the status is known. @type {boolean | undefined} */
  let replaced;
  const decide = () => {
    if (replaced !== undefined || response.headersSent) return;
    replaced = response.statusCode === 500 && facts.databaseFailed;
    if (replaced) Object.assign(response, { writeHead, write, end });
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
    return replaced ? replace() : writeHead.call(response, status, ...rest);
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
 * Lets pages that fail because of the database answer with 503 and a page that tries again.
 * @param {Handle} handle Next's
 * @returns {Handle}
 */
export function withFailedPages(handle) {
  return (request, response) => {
    if (JSON_PATH.test(request.url ?? '')) return handle(request, response);
    const facts = { databaseFailed: false };
    replaceFailed(request, response, facts);
    return pages.run(facts, () => handle(request, response));
  };
}
