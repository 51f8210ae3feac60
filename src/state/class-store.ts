/** A class that is collected: the parts that came in, those that were refused, and seats whose seeds are run again here. */
import type { RunRecord } from '../contracts/record.ts';
import type { ArmInfo } from '../contracts/results.ts';
import { meritOf } from '../measure/metrics/metric.ts';
import { deciding } from '../measure/metrics/registry.ts';
import { compared } from '../measure/statistics/comparison.ts';
import { confidenceSequence } from '../measure/statistics/race.ts';
import { mean } from '../maths/statistics.ts';
import { checked, type Checked } from '../record/class/checked.ts';
import { codesIn, readCode } from '../record/class/code.ts';
import { partOfCode, partOfRun, type Part } from '../record/class/part.ts';
import { samenessOf } from '../record/class/sameness.ts';
import { pooled, whyNot, type Merged, type Unmerged } from '../record/merge.ts';
import { canonicalJson } from '../spec/canonical.ts';
import { engines } from '../spec/engines.ts';
import { presets } from '../spec/kinds/compare/presets.ts';
import type { Spec } from '../spec/schema.ts';
import { classSpec, seatRoot } from '../spec/seat.ts';
import { appVersion } from '../version.ts';
import { arms } from './catalogue.ts';
import type { CompareRun } from './compare-run.ts';
import type { LabParts, LabStore } from './lab-store.ts';
import { SeriesStore } from './series-store.ts';

/** What the class knew of two repairs after a part: the mean of leader minus rival, with an interval that holds however often one looks. */
export interface Step {
  readonly seeds: number;
  readonly mean: number;
  readonly lo: number;
  readonly hi: number;
}

export interface Narrowing {
  /** Ids of the repair with the highest mean so far, and of the next. */
  readonly leader: string;
  readonly rival: string;
  readonly values: readonly number[];
  readonly steps: readonly Step[];
}

interface Kept {
  readonly codes: readonly string[];
  readonly struck: readonly number[];
}

/** Refusals that are kept in sight. */
const MOST_REFUSED = 30;

export class ClassStore extends SeriesStore<CompareRun> {
  spec: Spec = classSpec(presets.quick.spec);
  /** In the order in which they came. */
  taken: readonly Part[] = [];
  /** The latest first. */
  refused: readonly Unmerged[] = [];
  /** Seats whose figures are not what their seeds come to. */
  struck: readonly Part[] = [];
  /** What came of those that were run again here, by root seed. */
  checks: ReadonlyMap<number, Checked> = new Map();
  /** Seats are checked, one after the other as the lot falls, whenever nothing else runs. */
  auto = false;
  /** The seat that is being checked. */
  checking: Part | undefined;
  protected readonly name = 'The check';
  protected readonly left = 'Seats that were checked before stay so.';
  private codes: ReadonlyMap<number, string> = new Map();
  private judgedOf: { readonly taken: readonly Part[]; readonly merged: Merged } | undefined;

  /** `waits` tells whether something else is trained or measured, `draw` a whole number below the one given. */
  constructor(
    protected override readonly parts: LabParts,
    private readonly waits: () => boolean,
    private readonly known: readonly ArmInfo[] = arms,
    private readonly storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = () => sessionStorage,
    private readonly draw: (below: number) => number = (below) => crypto.getRandomValues(new Uint32Array(1))[0]! % below,
    now: () => number = () => performance.now(),
  ) {
    super(parts, now);
  }

  /** Takes up that class: what came in before in this tab is there again after a reload. */
  open(spec: Spec): void {
    if (canonicalJson(spec) === canonicalJson(this.spec) && this.opened) return;
    this.stop();
    this.opened = true;
    this.spec = spec;
    this.forget();
    const { codes, struck } = this.recall();
    for (const text of codes) this.take(text, true);
    this.struck = this.taken.filter(({ root }) => struck.includes(root));
    this.taken = this.taken.filter(({ root }) => !struck.includes(root));
    this.changed();
  }
  private opened = false;

  /** All codes in that text. Returns how many were taken and how many refused. */
  add(text: string): { readonly taken: number; readonly refused: number } {
    const words = codesIn(text);
    if (!words.length) {
      this.refuse(short(text), 'there is no code of a class in it');
      return { taken: 0, refused: 1 };
    }
    const taken = words.filter((word) => this.take(word)).length;
    this.remember();
    this.changed();
    return { taken, refused: words.length - taken };
  }

  /** Something that was given could not be read. */
  refuse(name: string, why: string): void {
    this.refused = [{ name, why }, ...this.refused].slice(0, MOST_REFUSED);
    this.changed();
  }

  /** This machine's own run, whole, where it is of the class. */
  own(record: RunRecord): void {
    if (record.aborted || record.spec.seeds.root !== this.spec.seeds.root || record.spec.seeds.count !== this.spec.seeds.count) return;
    const part = { ...partOfRun('this machine', record), machine: 'this machine' };
    if (part.sameness.experiment !== this.sameness.experiment || whyNot(part, this.taken) !== undefined) return;
    this.taken = [...this.taken, part];
    this.changed();
  }

  /** All that came in, as one run that may be looked at after every part; undefined before the first. */
  get merged(): Merged | undefined {
    const { taken } = this;
    if (!taken.length) return undefined;
    if (this.judgedOf?.taken !== taken) this.judgedOf = { taken, merged: pooled(taken, this.known, 'race') };
    return this.judgedOf.merged;
  }

  /** How the interval of the two best repairs narrowed part by part; undefined with fewer than two repairs. */
  get narrowing(): Narrowing | undefined {
    const summary = this.merged?.summary;
    const repairs = summary?.arms.filter(({ family }) => family !== 'none').sort((a, b) => meritOf(b).mean - meritOf(a).mean) ?? [];
    const [leader, rival] = repairs;
    if (!summary || !leader || !rival) return undefined;
    const { values } = compared(summary.comparisons, leader.id, rival.id).difference;
    let seeds = 0;
    const steps = this.taken.map((part): Step => {
      seeds += part.seeds;
      const so = values.slice(0, seeds);
      return { seeds: so.length, mean: mean(so), ...confidenceSequence(so, deciding(summary).range) };
    });
    return { leader: leader.id, rival: rival.id, values, steps };
  }

  /** Seats that could be checked: they came as codes and were not run here yet. */
  get unchecked(): readonly Part[] {
    return this.taken.filter(({ root, seat }) => seat !== undefined && !this.checks.has(root));
  }

  get blocked(): boolean {
    return this.busy || this.waits();
  }

  /** Runs the seeds of one seat here; without one, of any that was not checked. Resolves when it has ended, however it did. */
  async check(part: Part | undefined = this.unchecked[this.draw(Math.max(1, this.unchecked.length))]): Promise<void> {
    if (this.blocked || !part) return;
    await this.through(
      [part],
      async () => undefined,
      (each) => this.one(each),
    );
    this.checking = undefined;
    this.changed();
  }

  setAuto(auto: boolean): void {
    this.auto = auto;
    this.changed();
  }

  /** Nothing is being done at the moment: a seat is checked, where that was asked for. */
  idle(): void {
    if (this.auto && !this.blocked && this.phase !== 'failed' && this.unchecked.length) void this.check();
  }

  /** Everything that came in is dropped. */
  clear(): void {
    this.stop();
    this.forget();
    this.remember();
    this.changed();
  }

  protected get counts() {
    return { done: 0, total: 1 };
  }

  private get sameness() {
    return samenessOf(this.spec, appVersion);
  }

  private forget(): void {
    this.taken = [];
    this.refused = [];
    this.struck = [];
    this.checks = new Map();
    this.codes = new Map();
  }

  /** @param again it was taken before: nothing is told of it where a later version refuses it */
  private take(text: string, again = false): boolean {
    const read = readCode(text);
    const part = read.ok ? partOfCode(`seat ${read.code.seat}`, read.code, this.spec) : { why: read.why };
    const why = 'why' in part ? part.why : this.whyNotHere(part);
    if (why !== undefined || 'why' in part) {
      if (!again) this.refused = [{ name: 'why' in part ? short(text) : part.name, why: why! }, ...this.refused].slice(0, MOST_REFUSED);
      return false;
    }
    this.taken = [...this.taken, part];
    this.codes = new Map([...this.codes, [part.root, text]]);
    return true;
  }

  private whyNotHere(part: Part): string | undefined {
    const { sameness, spec } = this;
    if (part.sameness.experiment !== sameness.experiment) return 'it is of another experiment than this class runs';
    if (part.sameness.app !== sameness.app)
      return `it was made by another version of Drift Lab than this page (${appVersion}): reload the page there, then run again`;
    if (part.seat === undefined || part.root !== seatRoot(spec.seeds.root, part.seat))
      return 'its seeds are not those of its seat in this class: open the link of this class there';
    if (part.seeds !== spec.seeds.count) return `it has ${part.seeds} seeds, and a seat of this class runs ${spec.seeds.count}`;
    if (this.struck.some(({ root }) => root === part.root)) return 'it was struck out: its figures are not what its seeds come to';
    if (this.taken.some(({ root }) => root === part.root))
      return 'it is here already; where two drew one number, one of them takes another';
    return whyNot(part, this.taken);
  }

  private async one(part: Part): Promise<void> {
    this.checking = part;
    const { spec } = this;
    // Without a GPU here its engine cannot be asked for; every other runs everywhere.
    const engine = engines.find(({ id, gpu }) => id === part.engine && !gpu)?.id ?? spec.engine;
    const run = this.parts.newRun({ ...spec, engine, seeds: { root: part.root, count: part.seeds } }, true);
    if (!(await this.plays(run, {}))) return;
    const { record } = run;
    if (!record) return this.fail(`${part.name} could not be checked: ${run.message ?? 'the run ended without a result.'}`);
    const found = checked(part, { ...record, spec: { ...record.spec, engine: spec.engine } });
    this.checks = new Map([...this.checks, [part.root, found]]);
    if (found.outcome === 'different') {
      this.taken = this.taken.filter(({ root }) => root !== part.root);
      this.struck = [...this.struck, part];
      this.remember();
    }
    this.changed();
  }

  private get key(): string {
    return `class ${this.sameness.experiment} ${this.spec.seeds.root} ${this.spec.seeds.count}`;
  }

  private remember(): void {
    const kept: Kept = { codes: [...this.codes.values()], struck: this.struck.map(({ root }) => root) };
    try {
      if (kept.codes.length) this.storage().setItem(this.key, JSON.stringify(kept));
      else this.storage().removeItem(this.key);
    } catch {
      // A browser that keeps nothing: what came in lasts as long as the page.
    }
  }

  private recall(): Kept {
    try {
      const { codes = [], struck = [] } = JSON.parse(this.storage().getItem(this.key) ?? '{}') as Partial<Kept>;
      return { codes, struck };
    } catch {
      return { codes: [], struck: [] };
    }
  }
}

/** As much of a text as names it. */
const short = (text: string): string => {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  return line.length > 24 ? `“${line.slice(0, 20)} …”` : `“${line}”`;
};

/** The class of that Lab, made when first asked for: a first visit does without its code. */
export function classOf(lab: LabStore): ClassStore {
  return lab.seriesOf('class', (parts) => new ClassStore(parts, () => lab.training || lab.bench.measuring));
}
