import { z } from 'zod';
import { MAX_CODE_LENGTH } from './model';

/** A code as a person types it: `acceptCode` reads it. */
export const typedCode = z
  .string('must be a text')
  .min(1, 'must not be empty')
  .max(MAX_CODE_LENGTH, `must be ${MAX_CODE_LENGTH} characters or fewer`);

/** What an authenticator app needs. */
export const appSetupView = z
  .strictObject({
    secret: z.string().describe('To type into the app: base 32.'),
    uri: z.string().describe('The same as an `otpauth:` URI.'),
    qr: z
      .strictObject({ size: z.int(), path: z.string() })
      .describe('The URI as a QR code: an SVG path of unit squares, `size` wide and high.'),
  })
  .meta({ id: 'AuthenticatorSetup', description: 'What an authenticator app needs.' });

/** New recovery codes. */
export const recoveryCodesView = z
  .array(z.string())
  .describe('Ten codes that replace the second factor once each. They are not shown again.');
