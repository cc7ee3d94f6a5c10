import { ApiError, type ApiResult } from '@/components/api-client';

/** Loaded when a passkey is first needed. */
const load = () => import('@simplewebauthn/browser');

/** The codes for what browsers throw (WebAuthn, sections 5.1.3 and 5.1.4). */
const CODES: Record<string, string> = {
  // Given up, not answered in time, or none there: browsers do not tell which.
  NotAllowedError: 'passkey_cancelled',
  AbortError: 'passkey_cancelled',
  InvalidStateError: 'passkey_known',
  SecurityError: 'passkey_unavailable',
};

function toApiError(error: unknown): unknown {
  const code = error instanceof Error ? CODES[error.name] : undefined;
  return code === undefined ? error : new ApiError(code, code, 0, null);
}

function assertSupported(supported: boolean): void {
  if (supported) return;
  throw new ApiError('passkey_unavailable', 'passkey_unavailable', 0, null);
}

/**
 * Lets the browser make a passkey.
 * @throws ApiError `passkey_cancelled`, `passkey_known` or `passkey_unavailable`
 */
export async function makePasskey(options: ApiResult<'POST /api/account/passkeys/options'>) {
  const { browserSupportsWebAuthn, startRegistration } = await load();
  assertSupported(browserSupportsWebAuthn());
  try {
    const { id, rawId, response } = await startRegistration({ optionsJSON: options as never });
    const { clientDataJSON, attestationObject, transports } = response;
    const made = { clientDataJSON, attestationObject, ...(transports && { transports }) };
    return { id, rawId, type: 'public-key' as const, response: made };
  } catch (error) {
    throw toApiError(error);
  }
}

/**
 * Asks the browser for a passkey.
 * @param autofill offers passkeys in the suggestions of the email field, until the person chooses one
 * @throws ApiError `passkey_cancelled` or `passkey_unavailable`
 */
export async function askForPasskey(
  options: ApiResult<'POST /api/sign-in/passkey'>,
  autofill = false,
) {
  const { browserSupportsWebAuthn, startAuthentication } = await load();
  assertSupported(browserSupportsWebAuthn());
  try {
    const { id, rawId, response } = await startAuthentication({
      optionsJSON: options as never,
      useBrowserAutofill: autofill,
    });
    const { clientDataJSON, authenticatorData, signature, userHandle } = response;
    const proof = {
      clientDataJSON,
      authenticatorData,
      signature,
      ...(userHandle && { userHandle }),
    };
    return { id, rawId, type: 'public-key' as const, response: proof };
  } catch (error) {
    throw toApiError(error);
  }
}

/** Whether the browser can offer passkeys in the suggestions of a field. */
export async function canAutofill(): Promise<boolean> {
  const { browserSupportsWebAuthn, browserSupportsWebAuthnAutofill } = await load();
  return browserSupportsWebAuthn() && browserSupportsWebAuthnAutofill();
}

/** Ends the wait of `askForPasskey`. */
export async function stopAsking(): Promise<void> {
  (await load()).WebAuthnAbortService.cancelCeremony();
}
