/** Elements inside of elements. */

/** The first such element in there, inside of elements too. */
export function deepest(root: Element | undefined, selector: string): HTMLElement | undefined {
  const inside = root?.shadowRoot;
  if (!inside) return undefined;
  const own = inside.querySelector<HTMLElement>(selector);
  if (own) return own;
  for (const element of inside.querySelectorAll('*')) {
    const found = deepest(element, selector);
    if (found) return found;
  }
  return undefined;
}
