/** What every element that shows a store shares: that store (the Lab's unless told), and a re-render when it changes. */
import { css, LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { LabStore } from '../state/lab-store.ts';
import { StoreController, type Store } from '../state/store.ts';
import { sharedStyles } from './shared-styles.ts';

export class StoreElement<S extends Store = LabStore> extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
    `,
  ];

  @property({ attribute: false }) store!: S;
  private controller: StoreController | undefined;

  override connectedCallback(): void {
    this.controller ??= new StoreController(this, this.store);
    super.connectedCallback();
  }
}
