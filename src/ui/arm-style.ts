/** One colour and one dash per arm, everywhere. Colours are custom properties of the theme. */
import { policyColors } from './policy-style.ts';
import { unsafeCSS } from 'lit';

export interface ArmStyle {
  /** Name of the custom property that holds the colour; with `-text` appended, the same hue dark enough for text. */
  readonly color: string;
  /** Dash pattern in px; empty = solid. */
  readonly dash: readonly number[];
}

const dashes: Readonly<Record<string, readonly number[]>> = {
  none: [2, 4],
  'head-only': [],
  'full-fine-tune': [7, 4],
  'retrain-new': [],
  'retrain-all': [],
};

export const armStyle = (id: string): ArmStyle => ({ color: `--arm-${id}`, dash: dashes[id] ?? [] });

/** One class per arm that sets `--mark` for lines and points and `--name` for text: inline styles are not allowed here. */
export const armClasses = unsafeCSS(
  Object.keys(dashes)
    .map((id) => `.${id} { --mark: var(--arm-${id}); --name: var(--arm-${id}-text); }`)
    .concat(policyColors.map((color, i) => `.policy-${i} { --mark: var(${color}); --name: var(--ink); }`))
    .join('\n'),
);

/** Colours of classes, in turn: the hues of Okabe & Ito, as the theme has them now. */
export const classColors = (element: Element): string[] =>
  ['--arm-retrain-all', '--arm-head-only', '--ok', '--arm-retrain-new', '--arm-full-fine-tune', '--ink-3'].map((name) => cssColor(element, name));

/** The value of a custom property as the theme has it now. */
export const cssColor = (element: Element, property: string): string => getComputedStyle(element).getPropertyValue(property).trim();

/** Red, green and blue (0 … 255) of a colour written as #rrggbb. */
export const rgb = (hex: string): [number, number, number] => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];
