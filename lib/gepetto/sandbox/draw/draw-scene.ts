import type { Scene } from '../scene.ts';

/** An SVG document of 1536 by 1024 pixels; the same scene gives the same document. */
export function drawScene(scene: Scene): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1536" height="1024"><rect width="1536" height="1024" fill="hsl(${(scene.seed * 37) % 360} 20% 80%)"/></svg>`;
}
