/** Puts elements into the page for a test, and takes them out after it. */
import type { LitElement } from 'lit';

const mounted: HTMLElement[] = [];
afterEach(() => mounted.splice(0).forEach((element) => element.remove()));

/** The element with these properties, rendered, 600 px wide unless told. */
export async function mount<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
  width = 600,
): Promise<HTMLElementTagNameMap[Tag]> {
  const element = Object.assign(document.createElement(tag), properties);
  const box = document.createElement('div');
  box.style.width = `${width}px`;
  box.append(element);
  document.body.append(box);
  mounted.push(box);
  await settled(element);
  return element;
}

/** Resolves when everything that changed is on the page, measured sizes included. */
export async function settled(element: HTMLElement): Promise<void> {
  await (element as unknown as LitElement).updateComplete;
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await (element as unknown as LitElement).updateComplete;
}

export function find<T extends Element = HTMLElement>(element: HTMLElement, selector: string): T {
  const found = element.shadowRoot!.querySelector<T>(selector);
  if (!found) throw new Error(`there is no ${selector}`);
  return found;
}

export const findAll = <T extends Element = HTMLElement>(element: HTMLElement, selector: string): T[] => [
  ...element.shadowRoot!.querySelectorAll<T>(selector),
];

/** The button that says just that. */
export const button = (element: HTMLElement, name: string): HTMLButtonElement =>
  findAll<HTMLButtonElement>(element, 'button').find((each) => words(each) === name)!;

/** Text as a reader sees it. */
export const words = (element: Element): string => (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

/** What becomes true within a second. */
export async function until<T>(look: () => T | null | undefined | false): Promise<T> {
  for (let frame = 0; frame < 300; frame++) {
    const found = look();
    if (found) return found;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  throw new Error('it did not come about');
}
