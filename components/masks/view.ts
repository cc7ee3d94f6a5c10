import type { Point } from './bitmap';

export type Size = { width: number; height: number };

/** Where the photo lies on the stage: its upper left corner, and pixels of the stage for one of the photo. */
export type View = { scale: number; x: number; y: number };

/** How much larger than fitted a photo can be shown. */
const MAX_ZOOM = 16;

export function fitScale(photo: Size, stage: Size): number {
  return Math.min(stage.width / photo.width, stage.height / photo.height);
}

/** One side: in the middle if it is smaller than the stage; otherwise no gap at either end. */
function within(at: number, length: number, room: number): number {
  if (length <= room) return (room - length) / 2;
  return Math.min(0, Math.max(room - length, at));
}

/** Keeps a view in its bounds. */
export function bound(view: View, photo: Size, stage: Size): View {
  const fit = fitScale(photo, stage);
  const scale = Math.min(Math.max(view.scale, fit), fit * MAX_ZOOM);
  return {
    scale,
    x: within(view.x, photo.width * scale, stage.width),
    y: within(view.y, photo.height * scale, stage.height),
  };
}

/** The whole photo. */
export const fitted = (photo: Size, stage: Size): View =>
  bound({ scale: 0, x: 0, y: 0 }, photo, stage);

/** Zooms so that what is at a point of the stage stays there, as far as the bounds let it. */
export function zoomAt(view: View, at: Point, factor: number, photo: Size, stage: Size): View {
  const { scale } = bound({ ...view, scale: view.scale * factor }, photo, stage);
  const grown = scale / view.scale;
  const moved = { scale, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown };
  return bound(moved, photo, stage);
}

export function pan(view: View, by: Point, photo: Size, stage: Size): View {
  return bound({ ...view, x: view.x + by.x, y: view.y + by.y }, photo, stage);
}

/** From the stage to the photo. */
export const toPhoto = (view: View, { x, y }: Point): Point => ({
  x: (x - view.x) / view.scale,
  y: (y - view.y) / view.scale,
});

/** Moves the view so far that a point of the photo is on the stage, `margin` stage pixels from its edge. */
export function reveal(view: View, point: Point, margin: number, photo: Size, stage: Size): View {
  const by = (at: number, room: number) =>
    Math.max(0, margin - at) - Math.max(0, at - (room - margin));
  const x = view.x + point.x * view.scale;
  const y = view.y + point.y * view.scale;
  return pan(view, { x: by(x, stage.width), y: by(y, stage.height) }, photo, stage);
}
