import 'server-only';
import type { WebAuthnCredential } from '@simplewebauthn/server';
import { errorName } from '@/lib/errors';
import { log } from '@/lib/log';
import { ALGORITHMS, type Answered, challengeFinder, type Purpose } from './challenge';
import type { RelyingParty } from './relying-party';
import type { NewCredential } from './schemas';

/**
 * Checks what a browser has made in response to `newPasskeyOptions`. An attestation with a certificate is refused:
 * none was asked for, and the library would call the addresses in it.
 * @returns null if it is not valid
 */
export async function verifyNew(
  response: NewCredential,
  purpose: Purpose,
  { id, origin }: RelyingParty,
  now: number,
): Promise<{ credential: WebAuthnCredential; answered: Answered } | null> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { decodeAttestationObject, isoBase64URL } = await import('@simplewebauthn/server/helpers');
  const { found, isRight } = challengeFinder(purpose, now);
  try {
    const bytes = isoBase64URL.toBuffer(response.response.attestationObject);
    const attestation = decodeAttestationObject(bytes);
    const isSelfMade = attestation.get('attStmt').get('x5c') === undefined;
    if (!isSelfMade || !['none', 'packed'].includes(attestation.get('fmt'))) return null;
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...response, clientExtensionResults: {} } as never,
      expectedChallenge: isRight,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified || !found.answered) return null;
    return { credential: registrationInfo.credential, answered: found.answered };
  } catch (error) {
    // The library's messages repeat what the browser sent.
    log().debug({ error: errorName(error) }, 'a new passkey is not valid');
    return null;
  }
}
