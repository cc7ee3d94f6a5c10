import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

const ES256 = -7;
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest();
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

/** What a dishonest or foreign authenticator or page says instead. */
type Lies = {
  origin?: string;
  rpId?: string;
  challenge?: string;
  counter?: number;
  userVerified?: boolean;
  userHandle?: string | undefined;
  fmt?: string;
  attStmt?: Map<string, unknown>;
};

/** An authenticator in software with one passkey, and the browser between it and the page. */
export function createAuthenticator(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(16);
  const host = new URL(origin).hostname;
  let owner: string | undefined;

  function clientData(type: string, challenge: string, lies: Lies): Buffer {
    const data = { type, challenge: lies.challenge ?? challenge, origin: lies.origin ?? origin };
    return Buffer.from(JSON.stringify({ ...data, crossOrigin: false }));
  }

  function authenticatorData(flags: number, lies: Lies, more: Uint8Array[] = []): Buffer {
    const verified = lies.userVerified === false ? 0 : USER_VERIFIED;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(lies.counter ?? 0);
    const head = Buffer.from([flags | USER_PRESENT | verified]);
    return Buffer.concat([sha256(lies.rpId ?? host), head, counter, ...more]);
  }

  return {
    id: text(id),
    /** The response to the options of `newPasskeyOptions`. */
    create(options: { challenge: string; user?: { id: string } }, lies: Lies = {}) {
      owner = options.user?.id;
      const key = isoCBOR.encode(
        new Map<number, number | Uint8Array>([
          [1, 2],
          [3, ES256],
          [-1, 1],
          [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
          [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
        ]),
      );
      const length = Buffer.from([0, id.length]);
      const authData = authenticatorData(HAS_CREDENTIAL, lies, [Buffer.alloc(16), length, id, key]);
      const attestation = new Map<string, unknown>([
        ['fmt', lies.fmt ?? 'none'],
        ['attStmt', lies.attStmt ?? new Map()],
        ['authData', new Uint8Array(authData)],
      ]);
      return {
        id: text(id),
        rawId: text(id),
        type: 'public-key' as const,
        response: {
          clientDataJSON: text(clientData('webauthn.create', options.challenge, lies)),
          attestationObject: text(isoCBOR.encode(attestation as never)),
          transports: ['internal'],
        },
      };
    },
    /** The response to the options of `proofOptions`. */
    prove(options: { challenge: string }, lies: Lies = {}) {
      const authData = authenticatorData(0, lies);
      const data = clientData('webauthn.get', options.challenge, lies);
      const signature = sign('sha256', Buffer.concat([authData, sha256(data)]), privateKey);
      const userHandle = 'userHandle' in lies ? lies.userHandle : owner;
      return {
        id: text(id),
        rawId: text(id),
        type: 'public-key' as const,
        response: {
          clientDataJSON: text(data),
          authenticatorData: text(authData),
          signature: text(signature),
          ...(userHandle !== undefined && { userHandle }),
        },
      };
    },
  };
}
