/** The link that restores this experiment on another machine, on request with what a run of it came to; as text, as a QR code. It holds the experiment, not the data of a file. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { AnyRecord } from '../../contracts/record.ts';
import { sharedOf } from '../../record/shared.ts';
import { sharedText } from '../../spec/shared-result.ts';
import { can } from '../../spec/kinds/registry.ts';
import { CLASS, linkTo } from '../../state/url.ts';
import { lessonText, type Lesson } from '../../spec/lesson.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../present/lesson-fields.ts';
import './qr-code.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { copyText } from '../copy-text.ts';
import { StoreElement } from '../store-element.ts';
import { dialogStyles } from './dialog-styles.ts';

@customElement('share-dialog')
export class ShareDialog extends StoreElement<ExperimentStore> {
  static override styles = [
    ...StoreElement.styles,
    dialogStyles,
    css`
      .link {
        display: flex;
        gap: var(--space-2);
        margin: var(--space-3) 0;
      }
      input {
        flex: 1;
        min-width: 0;
      }
    `,
  ];

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('.link input') private readonly field!: HTMLInputElement;
  @state() private copied = '';
  @state() private withResult = false;
  /** What a teacher sets; undefined where the link is to be no lesson. */
  @state() private lesson: Lesson | undefined;

  show(): void {
    this.copied = '';
    this.requestUpdate();
    this.dialog.showModal();
    this.field.select();
  }

  protected override render() {
    const { spec, run, stale } = this.store;
    const record = stale ? undefined : (run as { readonly record?: AnyRecord }).record;
    const result = record && this.withResult ? sharedText(sharedOf(record)) : undefined;
    const link = linkTo(spec, this.lesson ? lessonText(this.lesson, result) : result);
    return html`<dialog aria-labelledby="title">
      <form method="dialog">
        <h2 id="title">${msg('Share this experiment')}</h2>
        <button autofocus>${msg('Close')}</button>
      </form>
      <p class="quiet">
        ${msg(str`The link holds the whole experiment in ${link.length} characters, seeds included: whoever opens it and presses Run gets the same race, on their own machine. Nothing is sent to a server; opening a link never starts a run.`)}
      </p>
      ${spec.data.id === 'own' ? html`<p class="quiet">${msg('Your file does not travel with it: they need the same file, and its hash is checked.')}</p>` : ''}
      ${record ? html`<p><label><input type="checkbox" .checked=${this.withResult} @change=${(event: Event) => (this.withResult = (event.target as HTMLInputElement).checked)} /> ${msg('with what my run came to, to compare')}</label></p>` : ''}
      <lesson-fields @field-change=${(event: FieldChange<Lesson | undefined>) => (this.lesson = event.value)}></lesson-fields>
      <div class="link">
        <input type="text" readonly .value=${link} aria-label=${msg('Link to this experiment')} />
        <button class="primary" @click=${() => this.copy(link)}>${msg('Copy')}</button>
        ${'share' in navigator ? html`<button @click=${() => this.pass(link)}>${msg('Send …')}</button>` : ''}
      </div>
      <qr-code .text=${link}></qr-code>
      ${can(spec, 'poolsSeeds') ? html`<p><a href=${CLASS} @click=${() => this.dialog.close()}>${msg('Take it to class')}</a>: ${msg('everybody runs seeds of their own, and the results become one run.')}</p>` : ''}
      <p role="status" class="small quiet">${translated(this.copied)}</p>
      <button @click=${this.present}>${msg('Show it as slides here')}</button>
    </dialog>`;
  }

  private readonly present = () => {
    this.dialog.close();
    this.dispatchEvent(new Event('present', { bubbles: true, composed: true }));
  };

  /** By whatever the device sends with (Web Share). */
  private async pass(url: string): Promise<void> {
    try {
      await navigator.share({ title: 'Drift Lab', url });
    } catch (error) {
      if ((error as Error).name !== 'AbortError') this.copied = msg('This device could not send it. Copy the link instead.');
    }
  }

  private async copy(link: string): Promise<void> {
    const copied = await copyText(link);
    if (!copied) this.field.select();
    this.copied = copied ? msg('Copied.') : msg('The browser did not allow copying; the link is selected, press Ctrl+C.');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'share-dialog': ShareDialog;
  }
}
