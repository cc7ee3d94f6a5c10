import { type RoomId, roomIds, type SkyId, skyIds, styleIds } from './catalogue.ts';
import { decodeJobId } from './job-id.ts';
import type { SandboxRequest } from './requests.ts';
import { beforeScene, parseBeforeName, type Scene } from './scene.ts';

const picturePath = /\/pictures\/(?:before\/([a-z_-]+)|(sbx_[A-Za-z0-9_-]+))\.webp$/;

/**
 * The scene of a sandbox picture, on any host, so that the result of one job can be the input of the
 * next. Null for any other URL; nothing is fetched.
 */
export function sceneOfPicture(url: string): Scene | null {
  const match = picturePath.exec(URL.parse(url)?.pathname ?? '');
  if (match?.[1]) return parseBeforeName(match[1]);
  if (match?.[2]) return decodeJobId(match[2])?.scene ?? null;
  return null;
}

function pick<T>(list: readonly T[], seed: number): T {
  return list[seed % list.length] as T;
}

function restyled(source: Scene, style: Scene['look'], room: RoomId, seed: number): Scene {
  return { ...source, room, look: style, contents: 'furnished', soft: false, seed };
}

/** The scene that a job's result shows. */
export function outcome(request: SandboxRequest, seed: number): Scene {
  const { body } = request;
  const known = sceneOfPicture(body.url);
  const room = 'roomId' in body && body.roomId ? body.roomId : pick(roomIds, seed);

  switch (request.endpoint) {
    case 'redesign': {
      const source = known ?? beforeScene(room);
      const { styleId, creativity, mask } = request.body;
      // Low creativity keeps walls and floor; a mask overrides the preserve flags.
      const isSubtle = creativity < 6;
      const keepWalls = isSubtle || (!mask && request.body.preserveWalls);
      const keepFloor = isSubtle || (!mask && request.body.preserveFloor);
      return {
        ...restyled(source, styleId, room, seed),
        walls: keepWalls ? source.walls : styleId,
        floor: keepFloor ? source.floor : styleId,
        sky: 'clear',
        creativity,
      };
    }
    case 'creative-redesign': {
      const { styleId } = request.body;
      const scene = restyled(known ?? beforeScene(room), styleId, room, seed);
      return { ...scene, walls: styleId, floor: styleId, sky: 'clear', creativity: 30 };
    }
    case 'furnish':
    case 'smart-staging':
    case 'smart-staging-v2': {
      // Staging adds furniture and leaves the room itself unchanged.
      const source = known ?? beforeScene(room, '-empty');
      return restyled(source, request.body.styleId, request.body.roomId ?? source.room, seed);
    }
    case 'refresh': {
      const source = known ?? beforeScene('living_room');
      return request.body.transformation === 'walls'
        ? { ...source, walls: request.body.value }
        : { ...source, floor: request.body.value };
    }
    case 'sunshine': {
      const source = known ?? beforeScene('outdoor_terrace');
      const sky: SkyId =
        request.body.skyId ??
        pick(
          skyIds.filter((id) => id !== source.sky),
          seed,
        );
      return { ...source, sky };
    }
    case 'declutter': {
      const source = known ?? beforeScene(room, '-cluttered');
      // A mask is taken to cover the clutter only. Without a mask the room is emptied.
      return { ...source, contents: request.body.mask ? 'furnished' : 'empty' };
    }
    case 'magic-enhancer':
    case 'upscale': {
      const style = pick(styleIds, seed >>> 4);
      const unknown = restyled(beforeScene(room), style, room, seed);
      return { ...(known ?? { ...unknown, walls: style, floor: style }), soft: false };
    }
  }
}
