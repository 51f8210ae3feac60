/** How each repair is drawn: the hue and dash that it says of itself. Colours are custom properties of the theme. */
import { unsafeCSS } from 'lit';
import { arms } from '../state/catalogue.ts';
import { policyColors } from '../policies/mark.ts';

export interface ArmStyle {
  /** Name of the custom property that holds the colour; with `-text` appended, the same hue dark enough for text. */
  readonly color: string;
  /** Dash pattern in px; empty = solid. */
  readonly dash: readonly number[];
}

export function armStyle(id: string): ArmStyle {
  const arm = arms.find((each) => each.id === id);
  return { color: `--arm-${arm?.hue ?? id}`, dash: arm?.dash ?? [] };
}

/** One class per repair that sets `--mark` for lines and points and `--name` for text: inline styles are not allowed here. */
export const armClasses = unsafeCSS(
  arms
    .map(({ id, hue }) => `.${id} { --mark: var(--arm-${hue}); --name: var(--arm-${hue}-text); }`)
    .concat(policyColors.map((color, i) => `.policy-${i} { --mark: var(${color}); --name: var(--ink); }`))
    .join('\n'),
);
