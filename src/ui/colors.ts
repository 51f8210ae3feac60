/** Colours as the theme has them now, for what is drawn rather than styled. */

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

/** How many times larger than on a page canvases draw text and lines: on a slide, in a chart that fills the window. */
export const chartScale = (element: Element): number => Number(cssColor(element, '--chart-scale')) || 1;
