/**
 * The tokens of presenter mode, on the root of the page while it lasts (`data-presenting`): text and small marks with at least 7:1 to every
 * ground (WCAG 2.2, 1.4.6), and no extras around charts. What is large is said by the slides themselves.
 */
import { css } from 'lit';

const tokens = css`
  :root[data-presenting] {
    --extras: none;
    --ink-2: #4b505e;
    --ink-3: #4c505b;
    --accent: #2e3fbe;
    --alert: #9a211a;
    --ok: #005c42;
    --arm-head-only-text: #005484;
    --arm-full-fine-tune-text: #13547b;
    --arm-retrain-new-text: #6b4a00;
    --arm-retrain-all-text: #843a00;
    --arm-label-free-text: #005a42;
    --arm-block-text: #7e375e;
    --arm-regularised-text: #595100;
  }
  :root[data-presenting][data-theme='dark'] {
    --ink-2: #b4b9c5;
    --ink-3: #a8aeb9;
    --accent: #98a9ff;
    --alert: #ff8e84;
    --ok: #2fc79a;
    --arm-head-only-text: #68b4f0;
    --arm-full-fine-tune-text: #a5dcff;
    --arm-retrain-new-text: #f2b632;
    --arm-retrain-all-text: #ff914e;
    --arm-label-free-text: #2fc79a;
    --arm-block-text: #e29bc4;
    --arm-regularised-text: #f0e442;
  }
`;

/** Puts them on the page, or takes them off; what is drawn is drawn anew. */
export function setPresenting(on: boolean): void {
  const sheet = tokens.styleSheet!;
  const { adoptedStyleSheets } = document;
  if (on && !adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
  document.documentElement.toggleAttribute('data-presenting', on);
  document.dispatchEvent(new Event('theme-change'));
}
