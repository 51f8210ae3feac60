/** How far each engine is from the double-precision reference, by kind of layer. */
import { msg, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { BenchElement } from './bench-element.ts';
import { errorText, isOwn } from './bench-format.ts';

@customElement('bench-self-tests')
export class BenchSelfTests extends BenchElement {
  static override styles = [
    ...BenchElement.styles,
    css`
      table {
        width: auto;
      }
      th,
      td {
        min-width: 84px;
      }
      tbody th {
        position: sticky;
        left: 0;
        background: var(--bg);
      }
      .own th {
        color: var(--accent);
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    const { selfTests, measuring } = this.bench;
    const cases = [...new Set(selfTests.flatMap(({ errors }) => Object.keys(errors)))];
    return html`<section aria-labelledby="title">
      <h2 id="title">${msg('Self-tests')}</h2>
      ${
        selfTests.length
          ? html`<p class="small quiet">${msg('Relative error of the weight update against the double-precision reference; single precision gives about 1e−6.')}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=${msg('Errors of the self-tests')}>
            <table>
              <caption class="gone">${msg('Relative error by engine and kind of layer')}</caption>
              <thead>
                <tr>
                  <th scope="col">${msg('engine')}</th>
                  ${cases.map((name) => html`<th scope="col">${translated(name)}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${selfTests.map(
                  (test) => html`<tr class=${isOwn(test) ? 'own' : ''}>
                    <th scope="row">${test.engine}</th>
                    ${
                      test.failure === null
                        ? cases.map((name) => html`<td>${name in test.errors ? translated(errorText(test.errors[name]!)) : '–'}</td>`)
                        : html`<td class="text" colspan=${Math.max(1, cases.length)}>${msg('not tested:')} ${translated(test.failure)}</td>`
                    }
                  </tr>`,
                )}
              </tbody>
            </table>
          </div>`
          : html`<p class="quiet">${measuring ? msg('The first one is under way.') : msg('Before its speed is taken, every engine proves that it computes the right thing. The proofs appear here.')}</p>`
      }
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bench-self-tests': BenchSelfTests;
  }
}
