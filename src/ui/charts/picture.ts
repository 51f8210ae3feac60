/** A chart as a picture that needs no page: colours and type are those that it has now, written out. */

/** What styles say of a drawing; as attributes they mean the same (SVG 2, 6.5). */
const PAINTED = [
  ...[
    'fill',
    'fill-opacity',
    'stroke',
    'stroke-width',
    'stroke-dasharray',
    'stroke-linejoin',
    'stroke-linecap',
    'stroke-opacity',
    'opacity',
  ],
  ...['font-family', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline', 'paint-order', 'visibility', 'display'],
];
/** Room around it, in px. */
const ROOM = 8;
/** Pixels of a PNG for one of the drawing. */
const FINE = 2;
const SVG = 'http://www.w3.org/2000/svg';

/** The drawing as the text of an SVG file, on the ground it stands on, with what sticks out of it. `drawing` has to be in the page. */
export function svgText(drawing: SVGSVGElement, ground: string): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const copies = [copy, ...copy.querySelectorAll('*')];
  [drawing, ...drawing.querySelectorAll('*')].forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of PAINTED) copies[i]!.setAttribute(name, style.getPropertyValue(name));
    copies[i]!.removeAttribute('class');
  });
  for (const comment of commentsIn(copy)) comment.remove();
  const { x, y, width, height } = boundsOf(drawing);
  copy.setAttribute('xmlns', SVG);
  copy.setAttribute('viewBox', [x, y, width, height].join(' '));
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('display', 'inline');
  const back = document.createElementNS(SVG, 'rect');
  for (const [name, value] of Object.entries({ x, y, width, height, fill: ground })) back.setAttribute(name, String(value));
  copy.prepend(back);
  return new XMLSerializer().serializeToString(copy);
}

/** Of its own frame and of all that is drawn, with some room. */
function boundsOf(drawing: SVGSVGElement): { x: number; y: number; width: number; height: number } {
  const own = drawing.getBBox();
  const { width: w, height: h } = drawing.viewBox.baseVal?.width ? drawing.viewBox.baseVal : drawing.getBoundingClientRect();
  const [left, top] = [Math.min(0, own.x) - ROOM, Math.min(0, own.y) - ROOM];
  const [right, bottom] = [Math.max(w, own.x + own.width) + ROOM, Math.max(h, own.y + own.height) + ROOM];
  return { x: Math.floor(left), y: Math.floor(top), width: Math.ceil(right - left), height: Math.ceil(bottom - top) };
}

/** Lit leaves marks in the page, which are of no use in a file. */
function commentsIn(element: Element): ChildNode[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_COMMENT);
  const found: ChildNode[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as Comment);
  return found;
}

/** A drawing as PNG, at twice its size. */
export async function pngOfSvg(drawing: SVGSVGElement, ground: string): Promise<Uint8Array<ArrayBuffer>> {
  const url = URL.createObjectURL(new Blob([svgText(drawing, ground)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return await pngOf(image, FINE * image.naturalWidth, FINE * image.naturalHeight, ground);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** A canvas as PNG, with the pixels it has. */
export const pngOfCanvas = (canvas: HTMLCanvasElement, ground: string): Promise<Uint8Array<ArrayBuffer>> =>
  pngOf(canvas, canvas.width, canvas.height, ground);

async function pngOf(source: CanvasImageSource, width: number, height: number, ground: string): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d')!;
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  context.drawImage(source, 0, 0, width, height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The picture could not be made: it is larger than this browser can hold. Make the window smaller.');
  return new Uint8Array(await blob.arrayBuffer());
}
