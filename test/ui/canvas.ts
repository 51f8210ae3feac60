/** What a canvas shows, and colours that do not depend on the theme. */

/** Red, green, blue and opacity (0 … 255) of the pixel that holds this place, each coordinate a share of the canvas from its top left. */
export function pixelAt(canvas: HTMLCanvasElement, x: number, y: number): number[] {
  const { data } = canvas.getContext('2d')!.getImageData(Math.floor(x * canvas.width), Math.floor(y * canvas.height), 1, 1);
  return [...data];
}

/** Gives the first two classes pure red and pure blue for the tests of the suite it is called in. */
export function plainClassColors(): void {
  const { style } = document.documentElement;
  const colors = { '--arm-retrain-all': '#ff0000', '--arm-head-only': '#0000ff' };
  beforeEach(() => Object.entries(colors).forEach(([name, color]) => style.setProperty(name, color)));
  afterEach(() => Object.keys(colors).forEach((name) => style.removeProperty(name)));
}
