import { crc32, deflateSync } from 'node:zlib';
import type { Sharp } from 'sharp';
import type { Pixels } from './heic';

/** Larger profiles are not read, bytes. */
const MAX_PROFILE = 1024 * 1024;
/** Signature and header of a PNG, bytes: a profile comes after them. */
const PNG_START = 33;

/** The colour profile of a HEIC file (ISO/IEC 14496-12, section 12.1.5); null if it has none. */
export function profileIn(picture: Uint8Array): Buffer | null {
  const bytes = Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength);
  const at = bytes.indexOf('colrprof');
  if (at < 4) return null;
  const size = bytes.readUInt32BE(at - 4) - 12;
  const profile = bytes.subarray(at + 8, at + 8 + Math.max(0, size));
  return size > 128 && size <= MAX_PROFILE && profile.length === size ? profile : null;
}

/** The chunk of a PNG with a colour profile (PNG, section 11.3.2.3). */
function profileChunk(profile: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from('iCCPprofile\0\0', 'latin1'), deflateSync(profile)]);
  const chunk = Buffer.alloc(content.length + 8);
  chunk.writeUInt32BE(content.length - 4, 0);
  content.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(content), content.length + 4);
  return chunk;
}

/**
 * Pixels with the profile that their values belong to, as a PNG without compression: raw pixels cannot have one. Phones
 * use a wider gamut than sRGB; without it the colours would be pale.
 */
export async function withProfile(
  sharp: (pixels: Uint8Array, options: object) => Sharp,
  { data, width, height }: Pixels,
  profile: Buffer,
): Promise<Buffer> {
  const raw = { raw: { width, height, channels: 4 } };
  const png = await sharp(data, raw).png({ compressionLevel: 0 }).toBuffer();
  return Buffer.concat([
    png.subarray(0, PNG_START),
    profileChunk(profile),
    png.subarray(PNG_START),
  ]);
}
