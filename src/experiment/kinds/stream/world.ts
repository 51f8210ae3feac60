/** What all policies of a stream share on one seed: the rows that come, whose labels come back when, and the base model. */
import type { Trainer } from '../../../contracts/trainer.ts';
import type { Dataset, Samples } from '../../../data/types.ts';
import { applyDrifts, undrifted } from '../../../drift/apply.ts';
import { buildModel, outputsOf } from '../../../models/families.ts';
import type { Model } from '../../../models/types.ts';
import { experimentStream } from '../../../random/names.ts';
import type { StreamSpec } from '../../../spec/schema.ts';
import { baseJob, baseStart } from '../../../training/base.ts';
import { encoderFor, misread, ownWeights } from '../../own-base.ts';
import { makeWorlds, rowsOfRepeat, type TwoWorlds } from '../../worlds.ts';
import type { StreamContext } from './context.ts';
import { toleranceOf, type Tolerance } from './right.ts';
import { predictRows, range, type Answers, type ServingModel } from './serving.ts';

export class StreamWorld {
  /** The rows that stream by; those that have not come yet change when a person makes a drift. */
  rows: Samples;
  /** Rows of a batch. */
  readonly size: number;
  readonly batches: number;
  /** Whose labels come back at all. */
  private readonly labelled: Uint8Array;

  private constructor(
    readonly spec: StreamSpec,
    readonly dataset: Dataset,
    readonly seed: number,
    readonly worlds: TwoWorlds,
    readonly trainer: Trainer,
    readonly model: Model,
    readonly base: ServingModel,
    /** What the base model answers to the held-out rows of the old world. */
    readonly onOld: Answers,
    /** How far off a right number may be; absent where classes are told. */
    readonly tolerance: Tolerance | undefined,
  ) {
    this.rows = worlds.new.pool;
    this.size = spec.stream.batch;
    this.batches = Math.floor(this.rows.rows / this.size);
    const random = experimentStream(spec.seeds.root, 'labels', seed);
    this.labelled = Uint8Array.from({ length: this.rows.rows }, () => Number(random.uniform() < spec.labels.share));
  }

  /** Makes the rows of that seed and trains the base model. */
  static async open({ spec, dataset, ownModel, trainer, pace, emit }: StreamContext, seed: number): Promise<StreamWorld> {
    const worlds = makeWorlds(spec, await rowsOfRepeat(dataset, seed), seed);
    const { train } = worlds.old;
    const encoder = encoderFor(spec.model, train, dataset.columns);
    const model = buildModel(spec.model, encoder.inputShape, outputsOf(spec, dataset.classes), ownModel);
    const asked = ownModel && { choice: spec.model, own: ownModel, model, encoder, rows: train, dataset, trainer };
    const note = seed === 0 && asked ? await misread(asked) : undefined;
    if (note) emit({ type: 'warning', code: 'model-misread', ...note });
    const weights = asked
      ? await ownWeights(asked)
      : (await trainer.train(baseJob(spec, { model, encoder, start: baseStart(spec, model, seed), rows: train }, seed), pace)).weights;
    const onOld = await predictRows(trainer, model, { encoder, weights }, worlds.old.test, dataset.target?.edges);
    const tolerance = onOld.numbers && toleranceOf(onOld.numbers, worlds.old.test);
    return new StreamWorld(spec, dataset, seed, worlds, trainer, model, { encoder, weights }, onOld, tolerance);
  }

  /** Where a number is told, the edges between the parts of its range. */
  get edges(): readonly number[] | undefined {
    return this.base.encoder.target && this.dataset.target?.edges;
  }

  /** Rows of that batch whose labels come back, once they do. */
  labelledIn(batch: number): number[] {
    if (batch < 0) return [];
    return Array.from({ length: this.size }, (_, i) => batch * this.size + i).filter((row) => this.labelled[row]);
  }

  /** Labelled rows whose labels are back after that batch. */
  arrived(batch: number): number[] {
    const end = Math.max(0, batch + 1 - this.spec.labels.delay) * this.size;
    return Array.from({ length: end }, (_, row) => row).filter((row) => this.labelled[row]);
  }

  /** A drift by hand: the rows from that batch on change, for all policies alike. */
  changeRest(drift: StreamSpec['drift'][number], batch: number): void {
    const { dataset, rows, seed, spec } = this;
    const { columns, classes, groups, concepts } = dataset;
    const from = batch * this.size;
    const setting = {
      ...{
        root: spec.seeds.root,
        seed,
        batch: `edit-${batch}`,
        times: 'spread' as const,
        reference: this.worlds.old.train,
        columns,
        classes,
      },
      ...(groups && { groups }),
      ...(concepts && { concepts }),
      ...(this.edges && { edges: this.edges }),
    };
    const { samples: rest } = applyDrifts([drift], undrifted(range(rows, from, rows.rows)), setting);
    const x = rows.x.slice();
    x.set(rest.x, from * (x.length / rows.rows));
    const y = rows.y.slice();
    y.set(rest.y, from);
    const target = rows.target?.slice();
    if (rest.target) target?.set(rest.target, from);
    this.rows = { ...rows, x, y, ...(target && { target }) };
  }
}
