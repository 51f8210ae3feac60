/** Which blocks of the model a repair moved, where the gradient of the new labels is large, and what else it noted on the way. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Interval } from '../../maths/interval.ts';
import { arms } from '../../state/catalogue.ts';
import '../charts/bar-list.ts';
import type { Bar } from '../charts/bar-list.ts';
import { StoreElement } from '../store-element.ts';
import './depth-path.ts';
import { figure, intervalsByName } from './depth-figures.ts';

/** What a repair notes of the gradients of its layers begins so. */
const NORMS = 'relative gradient norm, ';

@customElement('depth-blocks')
export class DepthBlocks extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        container-type: inline-size;
      }
      h3 {
        margin-bottom: var(--space-2);
      }
      .two {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--space-4) var(--space-5);
      }
      @container (max-width: 560px) {
        .two {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      p {
        margin-bottom: var(--space-2);
      }
      depth-path {
        grid-column: 1 / -1;
      }
    `,
  ];

  @property() arm = '';

  protected override render() {
    const { run } = this.store;
    const results = run.results.filter(({ arm }) => arm === this.arm);
    const arm = arms.find(({ id }) => id === this.arm);
    const noted = intervalsByName(results.map(({ details }) => details));
    const norms = noted
      .filter(([name]) => name.startsWith(NORMS))
      .map(([name, value]): [string, Interval] => [name.slice(NORMS.length), value]);
    const others = noted.filter(([name]) => !name.startsWith(NORMS));
    return html`<div class="two">
      <div>
        <h3>${msg('How far each block moved')}</h3>
        <p class="quiet small">
          ${arm?.family === 'retrain' ? msg('Change of its weights against their size at the start, which here is a fresh one.') : msg('Change of its weights against their size in the old model; 0 means untouched.')}
        </p>
        <bar-list .bars=${bars(intervalsByName(results.map(({ moved }) => moved)))}></bar-list>
      </div>
      <div>
        <h3>${msg('Which block the new labels pull at')}</h3>
        ${this.gradients()}
      </div>
      ${
        norms.length
          ? html`<div>
            <h3>${msg('Gradients that set the rates')}</h3>
            <p class="quiet small">${msg('Size of the gradient against that of the weights, by layer, at the first look. The largest learns at the full rate, the others in proportion.')}</p>
            <bar-list .bars=${bars(norms)}></bar-list>
          </div>`
          : nothing
      }
      ${
        others.length
          ? html`<div>
            <h3>${msg('What it noted')}</h3>
            <table>
              <tbody>${others.map(([name, value]) => html`<tr><th scope="row">${translated(inWords(name))}</th><td>${translated(noteOf(value))}</td></tr>`)}</tbody>
            </table>
          </div>`
          : nothing
      }
      ${results.some(({ path }) => path) ? html`<depth-path .store=${this.store} arm=${this.arm}></depth-path>` : nothing}
    </div>`;
  }

  private gradients() {
    const { run } = this.store;
    if (!run.record)
      return html`<p class="quiet small">${run.busy ? msg('Told when the run has ended.') : msg('Not known: the run did not come to its end.')}</p>`;
    const known = run.record.seeds.flatMap(({ diagnosis }) => (diagnosis ? [diagnosis.pull] : []));
    if (!known.length) return html`<p class="quiet small">${msg('Not known: the rows did not suffice for a diagnosis of the drift.')}</p>`;
    return html`<p class="quiet small">${msg(str`Size of the gradient of the labelled rows at the drifted model, against that of the weights, before any repair; mean over ${known.length} seeds.`)}</p>
      <bar-list .bars=${bars(intervalsByName(known))}></bar-list>`;
  }
}

/** With a digit more where all of them are small. */
function bars(values: readonly (readonly [string, Interval])[]): Bar[] {
  const digits = values.some(([, { mean }]) => mean >= 0.1) ? 2 : 3;
  return values.map(([name, value]) => ({ name, value: value.mean, shown: figure(value, digits) }));
}

/** `learningRate` as `learning rate`. */
const inWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** A number of any size: the same on every seed, or its mean and range. */
function noteOf({ mean, values }: Interval): string {
  const short = (value: number) => String(Number(value.toPrecision(3))).replace('-', '−');
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? short(mean) : `${short(mean)} (${short(least)} … ${short(most)})`;
}

declare global {
  interface HTMLElementTagNameMap {
    'depth-blocks': DepthBlocks;
  }
}
