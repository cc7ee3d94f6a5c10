import { createHash } from 'node:crypto';
import { roomIds, skyIds } from './catalogue.ts';
import { contentsIds, floorIds, lookIds, type Scene, wallIds } from './scene.ts';

// A job id stores indexes into this list: append to it, never reorder.
export const modes = [
  'redesign',
  'creative-redesign',
  'furnish',
  'refresh',
  'sunshine',
  'declutter',
  'upscale',
  'magic-enhancer',
] as const;
export type Mode = (typeof modes)[number];
export type Fate = 'success' | 'failed';

/** A complete job. The sandbox keeps no state, so the id encodes all of this. */
export interface SandboxJob {
  mode: Mode;
  scene: Scene;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** Milliseconds, at most 4.6 hours. */
  duration: number;
  fate: Fate;
  /** The name of the photo that the result is drawn over, and of its mask: `photos.ts`. Without it a scene is drawn. */
  photo?: string | undefined;
  mask?: string | undefined;
}

const prefix = 'sbx_';
/** A job of a scene, and one that also names a photo and a mask. */
const ofScene = 1;
const ofPhoto = 2;
const sceneBytes = 22;
/** The bytes of a photo's name. */
const nameBytes = 9;
const photoBytes = sceneBytes + 2 * nameBytes;
const checksumBytes = 5;
const shape = /^sbx_(?:[A-Za-z0-9_-]{36}|[A-Za-z0-9_-]{60})$/;
const longest = 0xffffff;

function checksum(content: Buffer): Buffer {
  // Not a signature (the sandbox has no secret): it only detects a mistyped id.
  return createHash('sha256').update(prefix).update(content).digest().subarray(0, checksumBytes);
}

const nameOf = (bytes: Buffer) =>
  bytes.every((byte) => byte === 0) ? undefined : bytes.toString('base64url');

/**
 * Encodes a job as an id of 40 characters matching `[A-Za-z0-9_-]`, or of 64 with a photo. Creativity is rounded to
 * quarters.
 */
export function encodeJobId(job: SandboxJob): string {
  const { scene, photo, mask } = job;
  const bytes = Buffer.alloc(photo ? photoBytes : sceneBytes);
  bytes[0] = photo ? ofPhoto : ofScene;
  bytes[1] = modes.indexOf(job.mode);
  bytes[2] =
    (job.fate === 'failed' ? 1 : 0) |
    (scene.soft ? 2 : 0) |
    (contentsIds.indexOf(scene.contents) << 2);
  bytes[3] = roomIds.indexOf(scene.room);
  bytes[4] = lookIds.indexOf(scene.look);
  bytes[5] = wallIds.indexOf(scene.walls);
  bytes[6] = floorIds.indexOf(scene.floor);
  bytes[7] = skyIds.indexOf(scene.sky);
  bytes[8] = Math.round(scene.creativity * 4);
  bytes.writeUIntBE(job.startedAt, 9, 6);
  bytes.writeUIntBE(Math.min(longest, Math.max(0, Math.round(job.duration))), 15, 3);
  bytes.writeUInt32BE(scene.seed >>> 0, 18);
  if (photo) {
    bytes.write(photo, sceneBytes, 'base64url');
    bytes.write(mask ?? '', sceneBytes + nameBytes, 'base64url');
  }
  return prefix + Buffer.concat([bytes, checksum(bytes)]).toString('base64url');
}

/** Decodes an id; null for anything that `encodeJobId` did not produce. */
export function decodeJobId(id: string): SandboxJob | null {
  if (!shape.test(id)) return null;
  const all = Buffer.from(id.slice(prefix.length), 'base64url');
  const bytes = all.subarray(0, -checksumBytes);
  const version = bytes.length === photoBytes ? ofPhoto : ofScene;
  if (!checksum(bytes).equals(all.subarray(-checksumBytes)) || bytes[0] !== version) return null;

  const flags = bytes.readUInt8(2);
  const mode = modes[bytes.readUInt8(1)];
  const contents = contentsIds[flags >> 2];
  const room = roomIds[bytes.readUInt8(3)];
  const look = lookIds[bytes.readUInt8(4)];
  const walls = wallIds[bytes.readUInt8(5)];
  const floor = floorIds[bytes.readUInt8(6)];
  const sky = skyIds[bytes.readUInt8(7)];
  if (!mode || !contents || !room || !look || !walls || !floor || !sky) return null;

  return {
    mode,
    scene: {
      room,
      contents,
      look,
      walls,
      floor,
      sky,
      creativity: bytes.readUInt8(8) / 4,
      soft: (flags & 2) !== 0,
      seed: bytes.readUInt32BE(18),
    },
    startedAt: bytes.readUIntBE(9, 6),
    duration: bytes.readUIntBE(15, 3),
    fate: flags & 1 ? 'failed' : 'success',
    ...(version === ofPhoto && {
      photo: nameOf(bytes.subarray(sceneBytes, sceneBytes + nameBytes)),
      mask: nameOf(bytes.subarray(sceneBytes + nameBytes)),
    }),
  };
}
