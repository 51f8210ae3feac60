/** An element whose drawing is made for the width it has, in px, so that text keeps its size. */
import { LitElement } from 'lit';
import { state } from 'lit/decorators.js';

/** Narrower than this no drawing is made; what holds the element scrolls. */
const LEAST = 240;

export class WidthElement extends LitElement {
  @state() protected width = 480;
  private readonly resizer = new ResizeObserver(([entry]) => (this.width = Math.max(LEAST, Math.round(entry!.contentRect.width))));

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizer.disconnect();
  }
}
