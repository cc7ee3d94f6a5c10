import 'server-only';
import { isIP } from 'node:net';
import type { Context } from '@/lib/context';
import { getEnv } from '@/lib/env';
import { isPublicAddress } from '@/lib/ip-address';

/** Names that no public DNS server knows (RFC 6761, RFC 6762, RFC 8375, and what home routers use). */
const PRIVATE_NAME =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|home\.arpa|test|invalid)$/;

/**
 * The origin under which others reach this server: `PUBLIC_URL`, else `NEXTAUTH_URL`, else the given one.
 * @param origin the one that a request was sent to
 */
export function publicOrigin(origin: string): string {
  const { publicAddress, publicUrl } = getEnv();
  return publicAddress ?? publicUrl ?? origin;
}

/**
 * Whether an origin looks as if it can be reached from the internet: neither an address of this machine or of a
 * private network, nor a name that only such a network knows. Nothing is looked up.
 */
export function isReachable(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  if (protocol !== 'https:' && protocol !== 'http:') return false;
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) !== 0) return isPublicAddress(host);
  return host.includes('.') && !PRIVATE_NAME.test(host);
}

/** Whether files of the store can be given away at presigned addresses that can be reached from outside. */
export function isStoreReachable(): boolean {
  const { storage } = getEnv();
  return storage.kind === 's3' && isReachable(storage.endpoint);
}

/**
 * Whether Gepetto can read a photo of ours: this server or its bucket can be reached from outside, or Gepetto itself
 * is on this machine or network, as the sandbox is.
 * @param origin the one that a request was sent to
 */
export async function canUpstreamRead(
  { gepetto }: Pick<Context, 'gepetto'>,
  origin: string,
): Promise<boolean> {
  if (isReachable(publicOrigin(origin)) || isStoreReachable()) return true;
  return !isReachable(await gepetto.origin());
}
