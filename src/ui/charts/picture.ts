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
  const copy = painted(drawing);
  const { x, y, width, height } = boundsOf(drawing);
  copy.setAttribute('xmlns', SVG);
  copy.setAttribute('viewBox', [x, y, width, height].join(' '));
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('display', 'inline');
  copy.prepend(made('rect', { x, y, width, height, fill: ground }));
  return new XMLSerializer().serializeToString(copy);
}

/** A copy whose styles are attributes. */
function painted(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const copies = [copy, ...copy.querySelectorAll('*')];
  [drawing, ...drawing.querySelectorAll('*')].forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of PAINTED) copies[i]!.setAttribute(name, style.getPropertyValue(name));
    copies[i]!.removeAttribute('class');
  });
  for (const comment of commentsIn(copy)) comment.remove();
  return copy;
}

function made(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/**
 * What is laid out by the page (several drawings with their names, a table) as the text of an SVG file: grounds, borders and words where they stand now,
 * drawings within it. What is hidden, folded or pressed is left out. `element` has to be in the page.
 */
export function svgTextOfLayout(element: Element, ground: string): string {
  const { left, top } = element.getBoundingClientRect();
  const drawn: SVGElement[] = [];
  const reach = { width: 0, height: 0 };
  const add = (shape: SVGElement, { right, bottom }: DOMRect): void => {
    drawn.push(shape);
    reach.width = Math.max(reach.width, right - left);
    reach.height = Math.max(reach.height, bottom - top);
  };
  const visit = (node: Node): void => {
    if (node instanceof Text) return words(node);
    if (node instanceof SVGSVGElement) return add(within(node), node.getBoundingClientRect());
    if (!(node instanceof HTMLElement) || node.matches(UNPRINTED)) return;
    const style = getComputedStyle(node);
    const box = node.getBoundingClientRect();
    // What only screen readers are told is a pixel large.
    if (style.display === 'none' || style.visibility === 'hidden' || (box.width <= 1 && style.overflow === 'hidden')) return;
    if (node instanceof HTMLCanvasElement) return add(imageOf(node, box), box);
    for (const [shape, of] of paintedBox(style, box)) add(shape, of);
    const inner = node instanceof HTMLSlotElement ? node.assignedNodes() : (node.shadowRoot ?? node).childNodes;
    inner.forEach(visit);
  };
  const within = (drawing: SVGSVGElement): SVGElement => {
    const { x, y, width, height } = drawing.getBoundingClientRect();
    const copy = painted(drawing);
    for (const [key, value] of Object.entries({ x: x - left, y: y - top, width, height, overflow: 'visible' }))
      copy.setAttribute(key, String(value));
    return copy;
  };
  const rect = ({ x, y, width, height }: DOMRect, color: string): SVGElement =>
    made('rect', { x: x - left, y: y - top, width, height, ...paint(color) });
  const paintedBox = (style: CSSStyleDeclaration, { x, y, width, height, right, bottom }: DOMRect): (readonly [SVGElement, DOMRect])[] => {
    const side = (name: string): number =>
      style.getPropertyValue(`border-${name}-style`) === 'none' ? 0 : parseFloat(style.getPropertyValue(`border-${name}-width`));
    const sides: readonly (readonly [string, DOMRect])[] = [
      ['top', new DOMRect(x, y, width, side('top'))],
      ['bottom', new DOMRect(x, bottom - side('bottom'), width, side('bottom'))],
      ['left', new DOMRect(x, y, side('left'), height)],
      ['right', new DOMRect(right - side('right'), y, side('right'), height)],
    ];
    const boxes = [
      [style.backgroundColor, new DOMRect(x, y, width, height)] as const,
      ...sides.map(([name, of]) => [style.getPropertyValue(`border-${name}-color`), of] as const),
    ];
    return boxes.flatMap(([color, of]) => (of.width && of.height && paint(color)['fill-opacity'] ? [[rect(of, color), of] as const] : []));
  };
  const imageOf = (canvas: HTMLCanvasElement, { x, y, width, height }: DOMRect): SVGElement =>
    made('image', {
      x: x - left,
      y: y - top,
      width,
      height,
      href: canvas.toDataURL(),
      preserveAspectRatio: 'none',
      style: 'image-rendering: pixelated',
    });
  const words = (text: Text): void => {
    const style = getComputedStyle(text.parentElement ?? (text.getRootNode() as ShadowRoot).host);
    for (const { said, box } of linesOf(text)) {
      const shape = made('text', {
        ...{ x: box.x - left, y: box.y - top + ASCENT * box.height, ...paint(style.color) },
        // As wide as here, whatever font the reader has.
        ...{ textLength: box.width, lengthAdjust: 'spacingAndGlyphs' },
        ...{ 'font-family': style.fontFamily, 'font-size': style.fontSize, 'font-weight': style.fontWeight },
      });
      shape.textContent = said;
      add(shape, box);
    }
  };
  visit(element);
  const [width, height] = [Math.ceil(reach.width) + 2 * ROOM, Math.ceil(reach.height) + 2 * ROOM];
  const all = made('svg', { xmlns: SVG, viewBox: `${-ROOM} ${-ROOM} ${width} ${height}`, width, height });
  all.append(made('rect', { x: -ROOM, y: -ROOM, width, height, fill: ground }), ...drawn);
  return new XMLSerializer().serializeToString(all);
}

/** The words of a text, line by line, as it is broken now. */
function linesOf(text: Text): { readonly said: string; readonly box: DOMRect }[] {
  const lines: { said: string; from: number; box: DOMRect }[] = [];
  const boxOf = (from: number, to: number): DOMRect => {
    const range = document.createRange();
    range.setStart(text, from);
    range.setEnd(text, to);
    return range.getBoundingClientRect();
  };
  for (const { index, 0: word } of text.data.matchAll(/\S+/g)) {
    const box = boxOf(index, index + word.length);
    const last = lines.at(-1);
    if (!box.width) continue;
    if (last && Math.abs(last.box.y - box.y) < 1) {
      last.said = `${last.said} ${word}`;
      last.box = boxOf(last.from, index + word.length);
    } else lines.push({ said: word, from: index, box });
  }
  return lines;
}

/** Of use to a hand alone. */
const UNPRINTED = 'button, input, select, textarea, details, style, script, template';
/** Of the height of a line of text, from its top to its baseline. */
const ASCENT = 0.79;

/** A colour of the page, however it is written there, as every reader of SVG knows it. */
function paint(color: string): { readonly fill: string; readonly 'fill-opacity': number } {
  const context = new OffscreenCanvas(1, 1).getContext('2d')!;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  return { fill: `rgb(${red}, ${green}, ${blue})`, 'fill-opacity': Number((alpha! / 255).toFixed(3)) };
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

/** A drawing as PNG, at twice its size. @param text of an SVG file */
export async function pngOfSvg(text: string, ground: string): Promise<Uint8Array<ArrayBuffer>> {
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
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
