import sharp from 'sharp';

/**
 * A picture that compresses like a photograph: the contrast of its details falls with their size as it does in photographs
 * of rooms and landscapes (1/f).
 */
export async function photoLike([width, height]: [number, number]): Promise<Buffer> {
  const sum = new Float32Array(width * height * 3);
  for (let size = 4; size <= Math.max(width, height); size *= 2) {
    const [w, h] = [Math.min(size, width), Math.min(size, height)];
    const noise = Buffer.from(Uint8Array.from({ length: w * h * 3 }, () => 256 * Math.random()));
    const octave = await sharp(noise, { raw: { width: w, height: h, channels: 3 } })
      .resize(width, height, { fit: 'fill', kernel: 'cubic' })
      .raw()
      .toBuffer();
    for (let at = 0; at < sum.length; at++) {
      sum[at] = (sum[at] ?? 0) + ((octave[at] ?? 0) - 128) / size;
    }
  }
  const deviation = Math.sqrt(sum.reduce((all, value) => all + value * value, 0) / sum.length);
  const bytes = Uint8ClampedArray.from(sum, (value) => 128 + (55 * value) / deviation);
  return sharp(Buffer.from(bytes), { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}
