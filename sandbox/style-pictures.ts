import { type StyleId, styles } from './catalogue.ts';
import { encodeJobId } from './job-id.ts';
import { pictureUrl } from './responses.ts';

/** A living room in a style: the picture of a job that ended long ago. */
function pictureOf(style: StyleId, origin: string): string {
  const id = encodeJobId({
    mode: 'redesign',
    scene: {
      room: 'living_room',
      contents: 'furnished',
      look: style,
      walls: style,
      floor: style,
      sky: 'clear',
      creativity: 0,
      soft: false,
      seed: 1,
    },
    startedAt: 0,
    duration: 0,
    fate: 'success',
  });
  return pictureUrl(origin, id);
}

/** The list of styles. Whether upstream's has pictures, and in which field, is not documented: `image` is a guess. */
export const stylesWithPictures = (origin: string) =>
  styles.map((style) => ({ ...style, image: pictureOf(style.id, origin) }));
