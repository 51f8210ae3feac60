/** One colour and one dash per arm, everywhere. Colours are custom properties of the theme. */
import { policyColors } from './policy-style.ts';
import { unsafeCSS } from 'lit';

export interface ArmStyle {
  /** Name of the custom property that holds the colour; with `-text` appended, the same hue dark enough for text. */
  readonly color: string;
  /** Dash pattern in px; empty = solid. */
  readonly dash: readonly number[];
}

/** Arms of a family share a hue, and no two of them a dash. */
const styles: Readonly<Record<string, readonly [hue: string, dash: readonly number[]]>> = {
  none: ['none', [2, 4]],
  restandardise: ['label-free', []],
  adabn: ['label-free', [7, 4]],
  tent: ['label-free', [2, 3]],
  'prior-correction': ['label-free', [9, 3, 2, 3]],
  'head-only': ['head-only', []],
  'head-only-uncached': ['head-only', [7, 4]],
  dfr: ['head-only', [2, 3]],
  'first-block': ['block', []],
  'middle-block': ['block', [7, 4]],
  'bias-only': ['block', [2, 3]],
  'auto-rgn': ['block', [9, 3, 2, 3]],
  'full-fine-tune': ['full-fine-tune', [7, 4]],
  'lp-ft': ['full-fine-tune', []],
  'wise-ft': ['full-fine-tune', [2, 3]],
  lora: ['full-fine-tune', [9, 3, 2, 3]],
  replay: ['regularised', []],
  ewc: ['regularised', [7, 4]],
  distil: ['regularised', [2, 3]],
  'model-bank': ['regularised', [9, 3, 2, 3]],
  'retrain-new': ['retrain-new', []],
  'retrain-window': ['retrain-new', [7, 4]],
  'retrain-all': ['retrain-all', []],
};

export function armStyle(id: string): ArmStyle {
  const [hue, dash] = styles[id] ?? [id, []];
  return { color: `--arm-${hue}`, dash };
}

/** One class per arm that sets `--mark` for lines and points and `--name` for text: inline styles are not allowed here. */
export const armClasses = unsafeCSS(
  Object.entries(styles)
    .map(([id, [hue]]) => `.${id} { --mark: var(--arm-${hue}); --name: var(--arm-${hue}-text); }`)
    .concat(policyColors.map((color, i) => `.policy-${i} { --mark: var(${color}); --name: var(--ink); }`))
    .join('\n'),
);

/** Colours of classes, in turn: the hues of Okabe & Ito, as the theme has them now. */
export const classColors = (element: Element): string[] =>
  ['--arm-retrain-all', '--arm-head-only', '--ok', '--arm-retrain-new', '--arm-full-fine-tune', '--ink-3'].map((name) =>
    cssColor(element, name),
  );

/** The value of a custom property as the theme has it now. */
export const cssColor = (element: Element, property: string): string => getComputedStyle(element).getPropertyValue(property).trim();

/** Red, green and blue (0 … 255) of a colour written as #rrggbb. */
export const rgb = (hex: string): [number, number, number] =>
  [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];
