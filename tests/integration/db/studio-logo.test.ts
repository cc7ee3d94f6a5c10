import sharp from 'sharp';
import { describe, expect } from 'vitest';
import { getSharedLogo, getStudio, removeStudioLogo, setStudioLogo } from '@/lib/shares';
import { testBoards as it } from '../../setup/board-test';
import { PLAIN_HEIC } from '../../setup/heic';
import { animated, bombOf, fromPhone, halves } from '../../setup/pictures';
import { VISITOR } from '../../setup/shared';

const FORMATS = ['jpeg', 'png', 'webp', 'avif', 'gif'] as const;

describe('the logo of a studio', () => {
  it('is made small, upright and without metadata, of each format that it may have', async ({
    ctx,
    userId,
  }) => {
    for (const format of FORMATS) {
      const upload = await halves(1_000, 200).toFormat(format).toBuffer();
      expect(await setStudioLogo(ctx, userId, upload)).toMatchObject({ width: 640, height: 128 });
    }
    const still = await setStudioLogo(ctx, userId, await animated('gif'));
    expect(still).toMatchObject({ width: 60, height: 40 });
    const upright = await setStudioLogo(ctx, userId, await fromPhone(80, 40));
    expect(upright).toMatchObject({ width: 40, height: 80 });
  });

  it.for([
    [
      'a drawing, which can contain scripts',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ],
    ['a picture of a phone', PLAIN_HEIC],
    ['a text', Buffer.from('Atelier')],
    ['nothing', Buffer.alloc(0)],
  ] as const)(
    'is not %s, and the answer names what it may be',
    async ([, upload], { ctx, userId }) => {
      const refused = setStudioLogo(ctx, userId, upload);
      await expect(refused).rejects.toMatchObject({
        code: 'logo_not_a_picture',
        message: expect.stringMatching(/JPEG, PNG, WebP, AVIF or GIF\.$/),
      });
      expect((await getStudio(ctx, userId)).logo).toBeNull();
    },
  );

  it('is not a file that is cut off, nor one of more pixels than a photo may have', async ({
    ctx,
    userId,
  }) => {
    const whole = await halves(200, 100).png().toBuffer();
    const cut = setStudioLogo(ctx, userId, whole.subarray(0, whole.length / 2));
    await expect(cut).rejects.toMatchObject({ code: 'photo_damaged' });
    const bomb = setStudioLogo(ctx, userId, bombOf(20_000, 20_000));
    await expect(bomb).rejects.toMatchObject({ code: 'photo_too_large' });
  });

  it('is shown by links that name their sender, until it is removed', async ({
    ctx,
    userId,
    make,
  }) => {
    await setStudioLogo(ctx, userId, await halves(320, 120).png().toBuffer());
    const shown = async (showsSender: boolean) =>
      getSharedLogo(ctx, (await make({ showsSender })).token, VISITOR);
    const logo = await shown(true);
    expect((await sharp(logo?.picture).metadata()).format).toBe('png');
    expect(await shown(false)).toBeNull();
    await removeStudioLogo(ctx, userId);
    expect(await shown(true)).toBeNull();
  });
});
