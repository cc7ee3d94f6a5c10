import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';

export type RawAnswer = {
  /** The status line. */
  line: string;
  status: number;
  /** By lower-case name; several values of one name are joined by ", ". */
  headers: Record<string, string>;
  body: string;
};

function parse(text: string): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [line = '', ...fields] = head.split('\r\n');
  const headers: Record<string, string> = {};
  for (const field of fields) {
    const at = field.indexOf(':');
    const name = field.slice(0, at).toLowerCase();
    const value = field.slice(at + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  const sent = rest.join('\r\n\r\n');
  return { line, status: Number(line.split(' ')[1]), headers, body: unchunk(sent, headers) };
}

function unchunk(text: string, headers: Record<string, string>): string {
  if (headers['transfer-encoding'] !== 'chunked') return text;
  let body = '';
  for (let at = 0; ; ) {
    const end = text.indexOf('\r\n', at);
    const size = Number.parseInt(text.slice(at, end), 16);
    if (!(size > 0)) return body;
    body += text.slice(end + 2, end + 2 + size);
    at = end + 2 + size + 2;
  }
}

/**
 * Sends bytes that `fetch` would refuse to send and reads until the server closes the connection.
 * The response is decoded as latin1.
 */
export async function sendRaw(url: string, bytes: string | Uint8Array): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  // A server that has responded may close the connection while we are still sending.
  const answer = buffer(socket);
  socket.write(bytes);
  return parse((await answer).toString('latin1'));
}

/** A request for a path as it is written, with more header lines and `Connection: close`. */
export function rawGet(path: string, lines: string[] = [], method = 'GET'): Buffer {
  const head = [`${method} ${path} HTTP/1.1`, 'Host: app.example', ...lines, 'Connection: close'];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'utf8');
}
