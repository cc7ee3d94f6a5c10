import type { ServerResponse } from 'node:http';
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

function chunk(type: string, data: Uint8Array): Buffer {
  const content = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(content), 4);
  return Buffer.concat([frame.subarray(0, 4), content, frame.subarray(4)]);
}

/** A small PNG file that unpacks to a grey picture of this size. */
export function bombOf(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const rows = deflateSync(Buffer.alloc((width + 1) * Math.min(height, 200)));
  const start = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    start,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** Two halves, red above blue, so that a turn shows. */
export function halves(width: number, height: number): Sharp {
  const half = { width, height: height / 2, channels: 3 as const };
  const red = { create: { ...half, background: '#f00' } };
  const all = { width, height, channels: 3 as const, background: '#00f' };
  return sharp({ create: all }).composite([{ input: red, gravity: 'north' }]);
}

const GPS = { GPSLatitude: '48/1 51/1 30/1', GPSLatitudeRef: 'N' };

/** A picture as a phone stores it: turned by 90 degrees, with the place where it was taken. */
export function fromPhone(width: number, height: number): Promise<Buffer> {
  const exif = { IFD0: { Copyright: 'Jane Doe', Orientation: '6' }, IFD3: GPS };
  return halves(width, height)
    .withExif(exif)
    .withMetadata({ orientation: 6, exif })
    .jpeg()
    .toBuffer();
}

/** Two frames of 60 x 40 pixels. */
export async function animated(format: 'webp' | 'gif'): Promise<Buffer> {
  const frame = async (background: string) =>
    sharp({ create: { width: 60, height: 40, channels: 3, background } })
      .png()
      .toBuffer();
  const frames = await Promise.all([frame('#f00'), frame('#00f')]);
  return sharp(frames, { join: { animated: true } })
    [format]()
    .toBuffer();
}

/** Writes `part` over and over until the reader has gone. */
export function endless(response: ServerResponse, first: Uint8Array, part: Uint8Array): void {
  response.write(first);
  const write = () => {
    while (!response.destroyed && response.write(part));
  };
  response.on('drain', write);
  write();
}
