import 'server-only';
import dns, { type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** The URL is not one that the server may fetch. */
export class AddressNotAllowedError extends Error {
  constructor() {
    super('The URL does not point to a public https address.');
    this.name = 'AddressNotAllowedError';
  }
}

/** Names of this machine (RFC 6761, section 6.3), whatever a DNS server says. */
const LOCALHOST = /^(?:[^.]+\.)*localhost\.?$/i;

async function resolve(hostname: string, family: number): Promise<LookupAddress[]> {
  if (LOCALHOST.test(hostname)) throw new AddressNotAllowedError();
  const lookUpFamily = async (version: 4 | 6): Promise<LookupAddress[]> => {
    if (family !== 0 && family !== version) return [];
    const query = version === 4 ? dns.promises.resolve4 : dns.promises.resolve6;
    return (await query(hostname)).map((address) => ({ address, family: version }));
  };
  const [four, six] = await Promise.allSettled([lookUpFamily(4), lookUpFamily(6)]);
  const found = [four, six].flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  if (found.length > 0) return found;
  throw four.status === 'rejected' ? four.reason : (six as PromiseRejectedResult).reason;
}

/**
 * Looks a public name up by DNS alone, without the machine's own list of hosts. `dns.lookup` would hold one of the
 * process's few threads for as long as the name's server does not answer, and whoever owns a name decides that.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  const family = options.family === 'IPv4' ? 4 : options.family === 'IPv6' ? 6 : options.family;
  resolve(hostname, family ?? 0).then(
    (found) => {
      if (options.all) callback(null, found);
      else callback(null, found[0]?.address ?? '', found[0]?.family);
    },
    (error: NodeJS.ErrnoException) => callback(error, options.all ? [] : ''),
  );
};

/** A look-up that fails if the name resolves to any address that the rule forbids. */
export function filteredLookup(
  lookup: LookupFunction,
  isAllowed: (address: string) => boolean,
): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, options, (error, address, family) => {
      const found = typeof address === 'string' ? [address] : address?.map((one) => one.address);
      const allowed = error !== null || found.every(isAllowed);
      callback(allowed ? error : new AddressNotAllowedError(), address, family);
    });
}
