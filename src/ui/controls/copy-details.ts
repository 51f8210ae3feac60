/** A button that copies what a report of a problem needs; where copying is not allowed, a field with it to copy by hand. Its code joins the page late (`late.ts`). */
import { msg, translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { traceOf } from '../../state/event-log.ts';
import { copyText } from '../copy-text.ts';
import { sharedStyles } from '../shared-styles.ts';

@customElement('copy-details')
export class CopyDetails extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      textarea {
        display: block;
        width: 100%;
        margin-top: 6px;
      }
    `,
  ];

  /** What was thrown; absent where nothing was. */
  @property({ attribute: false }) error: unknown;
  @query('textarea') private readonly field!: HTMLTextAreaElement | null;
  @state() private said = '';
  /** What could not be copied. */
  @state() private byHand = '';

  protected override render() {
    return html`<button @click=${this.copy}>${msg('Copy details')}</button>
      <span role="status" class="small quiet">${translated(this.said)}</span>
      ${this.byHand ? html`<textarea readonly rows="6" aria-label=${msg('Details of the problem')} .value=${this.byHand}></textarea>` : ''}`;
  }

  private readonly copy = async () => {
    const text = await this.details();
    const copied = await copyText(text);
    this.said = copied ? msg('Copied.') : msg('The browser did not allow copying. The details are selected: press Ctrl+C.');
    this.byHand = copied ? '' : text;
    await this.updateComplete;
    this.field?.select();
  };

  /** What was thrown is there in any case. */
  private details(): Promise<string> {
    const trace = this.error === undefined ? '' : traceOf(this.error);
    return import('../trouble.ts').then(
      ({ troubleText }) => troubleText(trace),
      (missing: unknown) => `${trace}\n\n${navigator.userAgent}\n${traceOf(missing)}`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'copy-details': CopyDetails;
  }
}
