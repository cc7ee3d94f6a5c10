import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { roomIds } from '@/sandbox/catalogue';
import { pictureAt } from '@/sandbox/pictures';

const drawing = vi.hoisted(() => ({ now: 0, most: 0, fails: '' }));
vi.mock('@/sandbox/draw', () => ({
  drawScene: async ({ room }: { room: string }) => {
    drawing.most = Math.max(drawing.most, ++drawing.now);
    await nextTurn();
    drawing.now--;
    if (room === drawing.fails) throw new Error('Cannot draw.');
    return Buffer.from(room);
  },
}));

const draw = (room: string) => pictureAt(`/pictures/before/${room}.webp`, 0);

it('pictures are drawn two at a time, and a failed one does not hold up the next', async () => {
  drawing.fails = roomIds[1] ?? '';
  const results = await Promise.allSettled(roomIds.map(draw));
  expect(drawing.most).toBe(2);
  expect(results.map(({ status }) => status)).toEqual(
    roomIds.map((room) => (room === drawing.fails ? 'rejected' : 'fulfilled')),
  );
  drawing.fails = '';
  expect(await draw(roomIds[1] ?? '')).toEqual(Buffer.from(roomIds[1] ?? ''));
});
