import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { handleSandboxRequest } from '@/sandbox/handle';
import { decodeJobId } from '@/sandbox/job-id';

/** A photo of stripes: what is drawn over it leaves most of them. */
function striped(width: number, height: number) {
  const stripes = Array.from(
    { length: 12 },
    (_, i) => `<rect x="${i * 10}%" width="5%" height="100%" fill="hsl(${i * 30} 70% 45%)"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#ddd"/>${stripes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).jpeg().toBuffer();
}

/** A mask that is white to the right of the middle. */
function halfMask(width: number, height: number) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%"/><rect x="50%" width="50%" height="100%" fill="#fff"/></svg>`;
  return sharp(Buffer.from(svg)).removeAlpha().png().toBuffer();
}

const pictures = new Map<string, Uint8Array | null>([
  ['https://app.example/p/wide', await striped(450, 300)],
  ['https://app.example/p/tall', await striped(200, 320)],
  ['https://app.example/p/other', await halfMask(450, 300)],
  ['https://app.example/p/mask', await halfMask(450, 300)],
  ['https://app.example/p/html', Buffer.from('<!doctype html><h1>No picture</h1>')],
  ['https://app.example/p/gone', null],
]);

const readPicture = async (url: string) => {
  const bytes = pictures.get(url);
  if (bytes === undefined) return null;
  return bytes ? { bytes } : { problem: 'the address answers with status 404.' };
};

function post(mode: string, body: object) {
  const request = new Request(`http://sandbox.example/v1/${mode}`, {
    method: 'POST',
    headers: { authorization: 'Bearer key' },
    body: JSON.stringify({
      url: 'https://app.example/p/wide',
      webhook: 'https://hooks.example/',
      sandbox_seconds: 0,
      sandbox_fate: 'success',
      ...body,
    }),
  });
  return handleSandboxRequest(request, { readPicture });
}

const pictureOf = async (id: string) => {
  const path = `http://sandbox.example/pictures/${id}.webp`;
  return Buffer.from(await (await handleSandboxRequest(new Request(path))).arrayBuffer());
};

async function resultOf(mode: string, body: object) {
  const { id } = (await (await post(mode, body)).json()) as { id: string };
  return pictureOf(id);
}

/** The mean difference of two pictures from 0 to 255, in the left and the right half. */
async function differences(a: Uint8Array, b: Uint8Array): Promise<[left: number, right: number]> {
  const width = 120;
  const [one, two] = await Promise.all(
    [a, b].map((of) => sharp(of).resize(width, 80, { fit: 'fill' }).greyscale().raw().toBuffer()),
  );
  const sums: [number, number] = [0, 0];
  for (const [i, value] of (one ?? []).entries()) {
    sums[i % width < width / 2 ? 0 : 1] += Math.abs(value - (two?.[i] ?? 0));
  }
  return [sums[0] / ((width / 2) * 80), sums[1] / ((width / 2) * 80)];
}

const photo = (name: string) => pictures.get(`https://app.example/p/${name}`) as Uint8Array;

describe('the result of a photo', () => {
  const room = { roomId: 'living_room', styleId: 'modern' };
  it.each([
    ['redesign', { ...room, creativity: 20 }],
    ['creative-redesign', room],
    ['furnish', room],
    ['smart-staging', room],
    ['smart-staging-v2', room],
    ['refresh', { transformation: 'walls', value: 'olive' }],
    ['refresh', { transformation: 'floor', value: 'marble' }],
    ['sunshine', {}],
    ['declutter', {}],
    ['upscale', {}],
    ['magic-enhancer', {}],
  ])('of %s is that photo, changed', async (mode, body) => {
    const result = await resultOf(mode, body);
    const mean = (await differences(result, photo('wide'))).reduce((a, b) => a + b) / 2;
    const foreign = (await differences(result, photo('other'))).reduce((a, b) => a + b) / 2;
    expect(mean).toBeGreaterThan(0.1);
    expect(mean).toBeLessThan(foreign / 2);
    const { width, height } = await sharp(result).metadata();
    expect(width / height).toBeCloseTo(1.5, 2);
    expect(width).toBe(mode === 'upscale' ? 900 : 450);
  });

  it('keeps the proportions of a tall photo', async () => {
    const { width, height } = await sharp(
      await resultOf('furnish', { ...room, url: 'https://app.example/p/tall' }),
    ).metadata();
    expect([width, height]).toEqual([200, 320]);
  });

  it('changes only where the mask is white', async () => {
    const mask = 'https://app.example/p/mask';
    const result = await resultOf('refresh', { transformation: 'walls', value: 'black' });
    expect((await differences(result, photo('wide')))[0]).toBeGreaterThan(10);
    const masked = await resultOf('redesign', { ...room, creativity: 30, mask });
    const [left, right] = await differences(masked, photo('wide'));
    expect(left).toBeLessThan(3);
    expect(right).toBeGreaterThan(10);
  });

  it('can be the photo of the next job', async () => {
    const first = await resultOf('refresh', { transformation: 'walls', value: 'black' });
    const { id } = (await (
      await post('refresh', { transformation: 'walls', value: 'black' })
    ).json()) as { id: string };
    const url = `http://elsewhere.example:1/pictures/${id}.webp`;
    const next = await resultOf('furnish', { ...room, url });
    const [, right] = await differences(next, first);
    const [, fromPhoto] = await differences(next, photo('wide'));
    expect(right).toBeLessThan(fromPhoto);
  });
});

describe('a photo that cannot be used', () => {
  it.each([
    [{ url: 'https://app.example/p/gone' }, /^url: .*404/],
    [{ url: 'https://app.example/p/html' }, /^url: /],
    [{ mask: 'https://app.example/p/html' }, /^mask: /],
    [
      { url: 'https://app.example/p/tall', mask: 'https://app.example/p/mask' },
      /^mask: .*450 × 300/,
    ],
  ])('is named: %o', async (body, message) => {
    const response = await post('declutter', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      status: 'error',
      error: expect.stringMatching(message),
    });
  });

  it('is replaced by a drawn room if its server cannot be reached', async () => {
    const response = await post('declutter', { url: 'https://unreachable.example/a.jpg' });
    const { id } = (await response.json()) as { id: string };
    expect(decodeJobId(id)).toMatchObject({ mode: 'declutter', scene: { contents: 'empty' } });
    expect(decodeJobId(id)?.photo).toBeUndefined();
  });
});
