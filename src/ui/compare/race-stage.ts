/** Stage 3: the repairs race from the same snapshot. Accuracy on the new world against what it took to get there. */
import { msg, str, translated } from '../../words/msg.ts';
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { soundnessTitle } from '../../measure/metrics/words.ts';
import { seconds as formatSeconds } from '../../measure/format.ts';
import type { CurvePoint } from '../../contracts/results.ts';
import { canonicalJson } from '../../spec/canonical.ts';
import { armTitle } from '../../state/catalogue.ts';
import type { CompareRun } from '../../state/compare-run.ts';
import { Curves, type Axis } from '../../state/curves.ts';
import { whenHere } from '../../state/late-part.ts';
import { tenthBelow, tickText } from '../charts/scales.ts';
import { armStyle } from '../arm-style.ts';
import '../charts/chart-frame.ts';
import '../charts/band-chart.ts';
import { revealed, type BandChartData, type BandLine } from '../charts/band-data.ts';
import { steadyEnd, type Span } from '../charts/scales.ts';
import { StoreElement } from '../store-element.ts';
import { raceStyles } from './race-styles.ts';
import { whereGood } from './race-zoom.ts';

/** Lines beyond which no bands are drawn. */
const MOST_BANDS = 8;

/** A replay takes this long, however fast the race was. */
export const REPLAY_MS = 8000;

@customElement('race-stage')
export class RaceStage extends StoreElement {
  static override styles = [...StoreElement.styles, raceStyles];

  @state() private axis: Axis = 'seconds';
  /** Share of the horizontal axis that is drawn; below 1 only while replaying. */
  @state() private revealed = 1;
  /** Only the part of the vertical axis is seen in which models are good. */
  @state() private zoomed = false;
  private end = 0;
  private from = 0;
  private good: { readonly run: CompareRun; readonly span: Span | undefined } | undefined;
  private drawn = '';
  private data: BandChartData = { x: new Float64Array(), lines: [] };
  private narrow = false;
  private readonly media = matchMedia('(max-width: 600px)');
  private readonly widthChanged = () => {
    this.narrow = this.media.matches;
    this.requestUpdate();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.narrow = this.media.matches;
    this.media.addEventListener('change', this.widthChanged);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.media.removeEventListener('change', this.widthChanged);
  }

  protected override render() {
    this.refresh();
    // Two stand in a line; on a phone each has one.
    const { length } = this.store.spec.arms;
    this.style.setProperty('--reach-lines', String(this.narrow ? length : Math.ceil(length / 2)));
    const axes: [Axis, string][] = [
      ['seconds', msg('time')],
      ['steps', msg('steps')],
      ['energy', msg('energy proxy')],
    ];
    return html`<div class="head">
        <h2>${msg('The race to recover')}</h2>
        <div class="tools">
          <button class="replay ${this.store.run.derived ? '' : 'away'}" @click=${this.replay}>${msg('Replay slowly')}</button>
          <div class="axes" role="group" aria-label=${msg('Horizontal axis')}>
          ${axes.map(([id, title]) => html`<button aria-pressed=${id === this.axis ? 'true' : 'false'} @click=${() => (this.axis = id)}>${translated(title)}</button>`)}
          </div>
          <button class="zoom" aria-pressed=${this.zoomed ? 'true' : 'false'} title=${msg('Show only the part of the vertical axis in which repairs end')} @click=${this.zoom}>${msg('zoom')}</button>
        </div>
      </div>
      <div class="target">
        ${this.told ? html`<race-target .store=${this.store} axis=${this.axis}></race-target>` : html`<p class="quiet">${msg('Which repair recovers first?')}</p>`}
      </div>
      <div class="chart">${this.store.run.phase === 'idle' ? this.question() : ''}<chart-frame name="race" canvas><band-chart
        .data=${this.shown()}
        .end=${this.end}
        .yFrom=${this.good?.span?.[0] || this.from}
        .yTo=${this.good?.span?.[1] ?? 1}
        yNote=${this.note()}
        .labelWidth=${this.room()}
        xTitle=${this.axisTitle()}
        .xFormat=${(value: number, step?: number) => this.format(value, step)}
        label=${[msg(str`${soundnessTitle(this.store.run.spec)} of each repair on the new world while it trains`), this.note()].filter(Boolean).join(', ')}
      ></band-chart></chart-frame></div>
      <div class="figures">${this.told ? html`<race-target figures .store=${this.store} axis=${this.axis}></race-target>` : ''}</div>
      <p class="quiet small caption">${translated(this.caption())}${this.haunted()}</p>
      ${this.skipped()}`;
  }

  private readonly zoom = () => {
    this.zoomed = !this.zoomed;
    this.good = undefined;
  };

  /** That the axis does not start at zero. */
  private note(): string {
    const from = this.good?.span?.[0];
    return from ? msg(str`from ${Math.round(100 * from)} %, not from 0`) : '';
  }

  /** Where curves will be: the question, before anything ran. */
  private question() {
    const { arms } = this.store.spec;
    return html`<div class="question">
      <p class="asked">${msg('The world changed. Retrain the model, or fine-tune it?')}</p>
      <p>${msg(str`Press Run. A model learns, its world changes, and ${arms.length} responses race on this machine. Nothing leaves this tab.`)}</p>
    </div>`;
  }

  /** Width for the longest name at the end of a line, px. */
  private room(): number {
    const longest = Math.max(0, ...this.data.lines.map(({ title }) => translated(title).length));
    return Math.max(this.narrow ? 92 : 116, Math.min(this.narrow ? 150 : 184, Math.ceil(6.6 * longest) + 16));
  }

  /** Repairs that could not run, each with its reason. */
  private skipped() {
    const { skipped } = this.store.run;
    if (!skipped.size) return nothing;
    return html`<ul class="skipped" aria-label=${msg('Repairs that could not run')}>
      ${[...skipped].map(([id, reason]) => html`<li><strong>${translated(armTitle(id))}</strong> ${msg('is not in the race:')} ${translated(reason)}</li>`)}
    </ul>`;
  }

  /** The headline comes when there is something to tell, and its code with it. */
  protected override updated(): void {
    if (!this.store.run.results.length || this.asked) return;
    this.asked = true;
    whenHere(
      () => import('./race-target.ts'),
      () => (this.told = true),
    );
  }

  private asked = false;
  @state() private told = false;

  /** The lines as far as a replay has come. */
  private shown(): BandChartData {
    return revealed(this.data, this.revealed);
  }

  /** Draws the finished race again at a pace that a room can follow. */
  private readonly replay = () => {
    const { run } = this.store;
    const started = performance.now();
    const draw = () => {
      const share = (performance.now() - started) / REPLAY_MS;
      this.revealed = this.store.run === run && this.isConnected ? Math.min(1, share) : 1;
      if (this.revealed < 1) requestAnimationFrame(draw);
    };
    draw();
  };

  /** Recomputes lines only when points came or the axis changed. */
  private refresh(): void {
    const { run } = this.store;
    if (this.zoomed) this.good = { run, span: whereGood(this.store.summary.arms, this.good?.run === run ? this.good.span : undefined) };
    const ghost = this.ghostly ? this.original() : undefined;
    const key = `${ghost !== undefined} ${run.armCurves.version} ${this.axis} ${run.spec.seeds.root} ${run.phase} ${run.derived !== undefined}`;
    if (key === this.drawn) return;
    this.drawn = key;
    const present = run.spec.arms.filter(({ id }) => run.armCurves.raw(id).size > 0);
    this.end = this.reach(ghost ? [run, ghost] : [run]);
    const ids = present.map(({ id }) => id);
    const lines = this.byCurves(run, ids);
    // The same repairs, of the run that this one replicates.
    const pale = ghost ? this.byCurves(ghost, run.spec.arms.map(({ id }) => id)) : []; // prettier-ignore
    const ghosts = pale.map((line) => ({ ...line, id: `ghost ${line.id}`, title: msg(str`${line.title}, original`) }));
    // So many bands would hide the lines.
    if (lines.length > MOST_BANDS) for (const { mean, lo, hi } of lines) [lo, hi].forEach((edge) => edge.set(mean));
    this.style.setProperty('--names-height', `${15 * lines.length + 60}px`);
    const best = run.derived?.summary.arms.map((arm) => arm.accuracyNew.mean);
    // Of numbers, what is told may be worse than always the mean.
    this.from = tenthBelow(Math.min(0, ...lines.flatMap(({ mean }) => mean.at(-1) ?? 0).filter(Number.isFinite)));
    this.data = { x: Curves.grid(this.end), lines, ...(ghosts.length && { ghosts }), ...(best && { guide: Math.max(...best) }) };
  }

  /** Right end of the axis, so that all of these runs have room. */
  private reach(runs: readonly CompareRun[]): number {
    const x = this.scale();
    const reached = Math.max(...runs.map(({ armCurves }) => armCurves.extent(x)));
    return steadyEnd(reached || (this.axis === 'steps' ? 100 : 1));
  }

  /** The run that the one on the page replicates, while that is the same experiment. */
  private original(): CompareRun | undefined {
    const { run, replicates } = this.store;
    const ghost = replicates?.ghost;
    if (!ghost) return undefined;
    if (this.haunts?.run !== run || this.haunts.ghost !== ghost)
      this.haunts = { run, ghost, same: canonicalJson(run.spec) === canonicalJson(ghost.spec) };
    return this.haunts.same ? ghost : undefined;
  }

  /** What the pale lines are, and how to be rid of them. */
  private haunted() {
    if (!this.original()) return '';
    return html`${this.ghostly ? html` ${msg('Thin and pale: the run that this one replicates.')}` : ''}
      <button class="ghost" @click=${() => (this.ghostly = !this.ghostly)}>${this.ghostly ? msg('Hide the original') : msg('Show the original')}</button>`;
  }

  private haunts: { readonly run: CompareRun; readonly ghost: CompareRun; readonly same: boolean } | undefined;
  /** The original is drawn behind its replica until somebody hides it. */
  @state() private ghostly = true;

  private byCurves(run: CompareRun, ids: readonly string[]): BandLine[] {
    const x = this.scale();
    return ids.map((id) => ({ ...lineOf(id), ...run.armCurves.band(id, this.end, x, (point) => point.accuracy['new']!) }));
  }

  private scale(): (point: CurvePoint) => number {
    if (this.axis === 'steps') return (point) => point.step;
    if (this.axis === 'seconds') return (point) => point.seconds;
    const watts = this.store.watts.median;
    return (point) => point.seconds * watts;
  }

  private format(value: number, step?: number): string {
    if (this.axis === 'steps') return String(Math.round(value));
    if (value === 0) return '0';
    const seconds = this.axis === 'seconds';
    if (step === undefined) return seconds ? formatSeconds(value) : `${Number(value.toPrecision(2))} J`;
    // All ticks of one axis in one unit.
    return seconds && this.end <= 1 ? `${tickText(1000 * value, 1000 * step)} ms` : `${tickText(value, step)} ${seconds ? 's' : 'J'}`;
  }

  private axisTitle(): string {
    if (this.axis === 'steps') return msg('gradient steps');
    return this.axis === 'seconds' ? msg('training time') : msg('energy proxy, modelled');
  }

  private caption() {
    const { run } = this.store;
    const seeds = Math.max(0, ...run.spec.arms.map(({ id }) => run.armCurves.raw(id).size));
    if (!seeds)
      return msg(
        str`${soundnessTitle(this.store.run.spec)} on the new world. Fine-tuning starts from the old model, retraining from nothing.`,
      );
    if (run.spec.arms.length > MOST_BANDS)
      return msg(
        str`${soundnessTitle(this.store.run.spec)} on the new world, mean over ${seeds} seeds. So many lines have no bands: intervals stand below.`,
      );
    return seeds < 3
      ? msg(str`${soundnessTitle(this.store.run.spec)} on the new world, mean of ${seeds} so far. Dots: end of training.`)
      : html`${msg(str`${soundnessTitle(this.store.run.spec)} on the new world. Bands:`)} <term-tip term=${msg('95 % interval')} entry="interval"></term-tip> ${msg(str`of the mean over ${seeds} seeds. Dots: end of training.`)}`;
  }
}

export const lineOf = (id: string) => ({ id, title: armTitle(id), ...armStyle(id) });

declare global {
  interface HTMLElementTagNameMap {
    'race-stage': RaceStage;
  }
}
