/** The way from the model before to the tuned one: accuracy on both worlds for every average of the two (WiSE-FT, Wortsman et al. 2022). */
import { msg, str } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { soundnessTitle } from '../../measure/metrics/words.ts';
import * as format from '../../measure/format.ts';
import { interval } from '../../maths/statistics.ts';
import type { Interval } from '../../maths/interval.ts';
import { withDefaults } from '../../spec/parameter.ts';
import { arms } from '../../state/catalogue.ts';
import '../charts/band-chart.ts';
import type { BandLine } from '../charts/band-data.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../controls/range-field.ts';
import { StoreElement } from '../store-element.ts';
import { withValues } from '../experiment/repairs-groups.ts';

/** The worlds, each with a colour. */
const WORLDS = [
  { id: 'new', color: '--arm-full-fine-tune' },
  { id: 'old', color: '--arm-none' },
] as const;

const percent = (share: number): string => `${Math.round(100 * share)} %`;

@customElement('depth-path')
export class DepthPath extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      h3 {
        margin-bottom: var(--space-2);
      }
      band-chart {
        --chart-height: 200px;
        margin: var(--space-2) 0;
      }
      range-field {
        max-width: 420px;
      }
    `,
  ];

  @property() arm = '';
  /** Where the slider stands; where the run stood until it is moved. */
  @state() private share: number | undefined;

  protected override render() {
    const { run } = this.store;
    const paths = run.results.flatMap(({ arm, path }) => (arm === this.arm && path ? [path] : []));
    const [first] = paths;
    const ran = this.alphaOf(run.spec.arms);
    if (!first || ran === undefined) return html``;
    const share = this.share ?? ran;
    const at = nearest(
      first.map((point) => point.share),
      share,
    );
    const over = (world: 'new' | 'old'): Interval[] => first.map((_, i) => interval(paths.map((path) => path[i]!.accuracy[world]!)));
    const worlds = { new: over('new'), old: over('old') };
    const titles = { new: msg('new world'), old: msg('old world') };
    const lines = WORLDS.map(({ id, color }): BandLine => {
      const values = worlds[id];
      const part = (of: (value: Interval) => number) => Float64Array.from(values, of);
      return {
        id,
        color,
        title: titles[id],
        dash: [],
        endsAt: at,
        mean: part(({ mean }) => mean),
        lo: part(({ lo }) => lo),
        hi: part(({ hi }) => hi),
      };
    });
    const lowest = Math.min(...lines.flatMap(({ lo }) => [...lo]));
    const next = this.alphaOf(this.store.spec.arms);
    return html`<h3>${msg('How much of the tuned model')}</h3>
      <p class="quiet small">${msg('0 % is the model before, 100 % the fine-tuned one. Move along the way between them.')}</p>
      <band-chart
        .data=${{ x: Float64Array.from(first, (point) => point.share), lines }}
        .end=${1}
        .yFrom=${Math.max(0, Math.floor(10 * lowest) / 10)}
        xTitle=${msg('share of the tuned model')}
        .xFormat=${percent}
        .labelWidth=${84}
        label=${msg(str`${soundnessTitle(this.store.run.spec)} on both worlds by share of the tuned model`)}
      ></band-chart>
      <range-field
        label=${msg('share of the tuned model')}
        min="0"
        max="1"
        step="0.05"
        .value=${share}
        shown=${percent(share)}
        meaning=${msg(str`new rows ${format.percent(worlds.new[at]!)}, old rows ${format.percent(worlds.old[at]!)}; this run took ${percent(ran)}`)}
        @field-change=${(event: FieldChange<number>) => (this.share = event.value)}
      ></range-field>
      ${next !== undefined && next !== share ? html`<button @click=${() => this.take(share)}>${msg(str`Take ${percent(share)} in the next run`)}</button>` : ''}`;
  }

  /** The share that a repair of these takes; undefined where it is not among them. */
  private alphaOf(chosen: typeof this.store.spec.arms): number | undefined {
    const entry = chosen.find(({ id }) => id === this.arm);
    return entry && (withDefaults(this.definition.parameters, entry.params)['alpha'] as number);
  }

  private get definition() {
    return arms.find(({ id }) => id === this.arm)!;
  }

  private take(alpha: number): void {
    const { arms: chosen } = this.store.spec;
    const { params } = chosen.find(({ id }) => id === this.arm)!;
    this.store.edit({ arms: withValues(chosen, this.definition, { ...params, alpha }) });
  }
}

/** Index of the value that lies nearest. */
function nearest(values: readonly number[], to: number): number {
  return values.reduce((best, value, i) => (Math.abs(value - to) < Math.abs(values[best]! - to) ? i : best), 0);
}

declare global {
  interface HTMLElementTagNameMap {
    'depth-path': DepthPath;
  }
}
