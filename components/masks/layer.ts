import type { Bitmap, Point, Stroke } from './bitmap';
import { type Action, isStroke, type Painting } from './painting';
import type { Size } from './view';

/** The longest side of the layer, px: sharp enough over a photo that is zoomed, small enough for any phone. */
const LONGEST = 2_048;

/** How far the layer of a photo is scaled down. */
export const layerScale = ({ width, height }: Size): number =>
  Math.min(1, LONGEST / Math.max(width, height));

/**
 * What was painted, as it is shown: a canvas over the photo, opaque where the mask is. The mask that is sent is made
 * from the same actions by `rasterise`, in the size of the photo.
 */
export class Layer {
  readonly #context: CanvasRenderingContext2D;
  readonly #scale: number;
  readonly #colour: string;
  #base: Bitmap | null = null;
  #drawn: readonly Action[] = [];

  constructor(canvas: HTMLCanvasElement, photo: Size, colour: string) {
    this.#scale = layerScale(photo);
    canvas.width = Math.max(1, Math.round(photo.width * this.#scale));
    canvas.height = Math.max(1, Math.round(photo.height * this.#scale));
    this.#colour = colour;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser has no canvas.');
    this.#context = context;
  }

  /** Shows a painting: only what is new, if there is nothing to take back. */
  show({ base, done }: Painting): void {
    const goesOn = base === this.#base && this.#drawn.every((action, at) => action === done[at]);
    if (!goesOn) this.#begin(base);
    for (const action of done.slice(goesOn ? this.#drawn.length : 0)) this.#draw(action);
    this.#base = base;
    this.#drawn = done;
  }

  /** Draws from one point of a stroke to the next, before the stroke is an action. */
  extend(stroke: Pick<Stroke, 'kind' | 'radius'>, from: Point, to: Point): void {
    const context = this.#context;
    const scale = this.#scale;
    context.globalCompositeOperation = stroke.kind === 'brush' ? 'source-over' : 'destination-out';
    context.strokeStyle = this.#colour;
    context.lineWidth = 2 * stroke.radius * scale;
    context.lineCap = 'round';
    context.beginPath();
    context.moveTo(from.x * scale, from.y * scale);
    context.lineTo(to.x * scale, to.y * scale);
    context.stroke();
  }

  /** Forgets what was drawn for a stroke that has become no action. */
  redraw(painting: Painting): void {
    this.#drawn = [];
    this.#begin(null);
    this.#base = null;
    this.show(painting);
  }

  /** A stroke that is on the canvas already has become an action. */
  keep(painting: Painting): void {
    this.#drawn = painting.done;
  }

  #clear(): void {
    const { canvas } = this.#context;
    this.#context.clearRect(0, 0, canvas.width, canvas.height);
  }

  #begin(base: Bitmap | null): void {
    this.#clear();
    if (base) this.#drawBase(base);
  }

  #drawBase({ width, height, pixels }: Bitmap): void {
    const picture = new ImageData(width, height);
    const words = new Uint32Array(picture.data.buffer);
    for (let at = 0; at < pixels.length; at++) words[at] = pixels[at] ? 0xffffffff : 0;
    const full = new OffscreenCanvas(width, height);
    full.getContext('2d')?.putImageData(picture, 0, 0);
    const { canvas } = this.#context;
    this.#context.globalCompositeOperation = 'source-over';
    this.#context.drawImage(full, 0, 0, canvas.width, canvas.height);
    this.#fill('source-in');
  }

  #fill(how: GlobalCompositeOperation): void {
    const { canvas } = this.#context;
    this.#context.globalCompositeOperation = how;
    this.#context.fillStyle = this.#colour;
    this.#context.fillRect(0, 0, canvas.width, canvas.height);
  }

  #draw(action: Action): void {
    if (action.kind === 'clear') this.#clear();
    else if (action.kind === 'invert') this.#fill('xor');
    if (!isStroke(action)) return;
    let before = action.points[0];
    for (const point of action.points) {
      this.extend(action, before ?? point, point);
      before = point;
    }
  }
}
