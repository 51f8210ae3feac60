/** A pen: smooth strokes drawn with a round nib on a small grey image, with soft edges. */

/** A path in pixels: x and y alternate. */
type Path = readonly number[];

/** Straight pieces per curve section; at 16 pixels a piece is about a pixel long. */
const PIECES = 5;

/**
 * A smooth path through the points (uniform Catmull–Rom spline, Catmull & Rom 1974), flattened to short straight
 * pieces. Two equal points in a row make a corner.
 */
export function smooth(points: Path): number[] {
  const last = points.length / 2 - 1;
  const path = [points[0]!, points[1]!];
  for (let i = 0; i < last; i++) {
    const [x1, y1, x2, y2] = [points[2 * i]!, points[2 * i + 1]!, points[2 * i + 2]!, points[2 * i + 3]!];
    if (x1 === x2 && y1 === y2) continue;
    const before = 2 * Math.max(0, i - 1);
    const after = 2 * Math.min(last, i + 2);
    for (let step = 1; step <= PIECES; step++) {
      const t = step / PIECES;
      path.push(spline(points[before]!, x1, x2, points[after]!, t));
      path.push(spline(points[before + 1]!, y1, y2, points[after + 1]!, t));
    }
  }
  return path;
}

function spline(p0: number, p1: number, p2: number, p3: number, t: number): number {
  const a = 3 * p1 - p0 - 3 * p2 + p3;
  const b = 2 * p0 - 5 * p1 + 4 * p2 - p3;
  return p1 + 0.5 * t * (p2 - p0 + t * (b + t * a));
}

/**
 * Draws a path with a nib of `radius` pixels into `image` (`[size, size]`, coverage 0 … 1): a pixel keeps the largest
 * coverage any piece gives it, which falls from 1 to 0 across one pixel at the edge.
 */
export function draw(image: Float32Array, size: number, path: Path, radius: number): void {
  const reach = radius + 0.5;
  for (let i = 0; i + 3 < path.length; i += 2) {
    const [ax, ay, bx, by] = [path[i]!, path[i + 1]!, path[i + 2]!, path[i + 3]!];
    const [dx, dy] = [bx - ax, by - ay];
    const lengthSquared = dx * dx + dy * dy;
    const left = Math.max(0, Math.ceil(Math.min(ax, bx) - reach));
    const right = Math.min(size - 1, Math.floor(Math.max(ax, bx) + reach));
    const top = Math.max(0, Math.ceil(Math.min(ay, by) - reach));
    const bottom = Math.min(size - 1, Math.floor(Math.max(ay, by) + reach));
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const along = lengthSquared && ((x - ax) * dx + (y - ay) * dy) / lengthSquared;
        const t = Math.min(1, Math.max(0, along));
        const [ex, ey] = [x - ax - t * dx, y - ay - t * dy];
        const coverage = Math.min(1, reach - Math.sqrt(ex * ex + ey * ey));
        if (coverage > image[y * size + x]!) image[y * size + x] = coverage;
      }
    }
  }
}
