import { API_PATH } from './paths.mjs';

const STATE = 'next-router-state-tree';

const isText = (value) => typeof value === 'string';
const isTextOrAbsent = (value) => value === undefined || isText(value);
/** @param {(value: unknown) => boolean} is */
const orNull = (is) => (value) => value === undefined || value === null || is(value);
const isNumber = (value) => typeof value === 'number';
const isPair = (value) => Array.isArray(value) && value.length === 2 && value.every(isText);
const isMarker = (value) => ['refetch', 'inside-shared-layout', 'metadata-only'].includes(value);

/** A part of a path: its text, or name, value and kind of a parameter, and its siblings. */
function isSegment(value) {
  if (isText(value)) return true;
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [name, text, kind, siblings] = value;
  const isKind =
    isText(kind) && /^(?:oc|c|d|[cd]i(?:\(\.\)|\(\.\.\)|\(\.\.\)\(\.\.\)|\(\.\.\.\)))$/.test(kind);
  const areSiblings = siblings === null || (Array.isArray(siblings) && siblings.every(isText));
  return isText(name) && isText(text) && isKind && areSiblings;
}

/** What the client router says that it shows (`flightRouterStateSchema` in Next). */
function isState(value) {
  if (!Array.isArray(value) || value.length > 6) return false;
  const [segment, children, pair, marker, number, text] = value;
  if (typeof children !== 'object' || children === null || Array.isArray(children)) return false;
  const rest = orNull(isPair)(pair) && orNull(isMarker)(marker) && orNull(isNumber)(number);
  return (
    rest && isTextOrAbsent(text) && isSegment(segment) && Object.values(children).every(isState)
  );
}

function isReadable(header) {
  try {
    return isState(JSON.parse(decodeURIComponent(header)));
  } catch {
    return false;
  }
}

/**
 * Removes headers of Next's client router that Next would not handle well: all of them on an API route, which Next
 * would redirect, and a state that it cannot read, which it answers with 500 and an error in the log. Without
 * the state it sends the whole page.
 * @param {import('node:http').IncomingMessage} request
 */
export function removeRouterHeaders({ url = '', headers }) {
  const state = headers[STATE];
  if (state !== undefined && !isReadable(state)) delete headers[STATE];
  if (!API_PATH.test(url)) return;
  for (const name of Object.keys(headers)) {
    if (name === 'rsc' || name.startsWith('next-router-')) delete headers[name];
  }
}
