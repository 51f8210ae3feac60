/** Looks of what stands in pages of others: their font, light or dark as the reader's system, nothing that reaches out of the element. */
const styles = `
:host { display: block; --line: #d9d9d2; --ink: #1b1c20; --soft: #5a5c66; --ground: #fcfcfa; --accent: #3247d5; font: inherit; }
@media (prefers-color-scheme: dark) { :host { --line: #33353d; --ink: #ececf0; --soft: #a9abb5; --ground: #121317; --accent: #93a0ff; } }
article { border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; color: var(--ink); background: var(--ground); line-height: 1.45; overflow-wrap: anywhere; }
h3 { margin: 0 0 2px; font-size: 1.05em; }
p { margin: 6px 0; }
.quiet { color: var(--soft); font-size: 0.88em; }
.wrong { color: #b3261e; font-weight: 600; }
table { border-collapse: collapse; width: 100%; font-size: 0.92em; margin: 8px 0; }
td, th { text-align: right; padding: 3px 6px; border-top: 1px solid var(--line); font-weight: 400; }
td:first-child, th:first-child { text-align: left; padding-left: 0; }
meter { width: 100%; min-width: 60px; }
iframe { width: 100%; border: 1px solid var(--line); border-radius: 8px; background: #fff; margin-top: 8px; }
a, button { color: var(--accent); }
button { font: inherit; background: none; border: 1px solid var(--line); border-radius: 8px; padding: 6px 12px; cursor: pointer; }
summary { cursor: pointer; color: var(--accent); }
`;

/** An element with that text and these attributes: text is never markup. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  ...inner: readonly (Node | string)[]
): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inner);
  return made;
}

/** A closed root with the looks above. */
export function rootOf(host: HTMLElement): ShadowRoot {
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  return root;
}
