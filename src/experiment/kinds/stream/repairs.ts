/** A repair in the middle of a stream: what an arm may see of what has come so far. */
import { findArm } from '../../../adapt/registry.ts';
import { repair } from '../../../adapt/repair.ts';
import type { ArmContext, ArmOutcome } from '../../../contracts/repair.ts';
import { fitEncoder } from '../../../data/encode.ts';
import { selectRows } from '../../../data/select.ts';
import type { Dataset, Samples } from '../../../data/types.ts';
import type { Model } from '../../../models/types.ts';
import { stream } from '../../../random/random.ts';
import { range, type ServingModel } from './serving.ts';
import type { LaneContext } from './seed.ts';

interface Setting extends Pick<LaneContext, 'spec' | 'trainer' | 'pace' | 'emit' | 'refused'> {
  readonly model: Model;
  readonly oldRows: Samples;
  readonly columns: Dataset['columns'];
  readonly seed: number;
}

interface Wish {
  /** The batch after which it is made. */
  readonly batch: number;
  readonly from: ServingModel;
  /** Earlier models of the policy, the oldest first. */
  readonly bank: readonly ServingModel[];
  /** The whole stream. */
  readonly rows: Samples;
  /** Its rows whose labels are back, in order; and the row from which on they are of the new world. */
  readonly arrived: readonly number[];
  readonly since: number;
}

/** The outcome with the rows whose labels it used; undefined while too few are back, or where the repair cannot run here. */
export type Repairs = (arm: string, wish: Wish) => Promise<(ArmOutcome & { readonly used: readonly number[] }) | undefined>;

export function openRepairs({ spec, trainer, pace, model, oldRows, columns, seed, emit, refused }: Setting): Repairs {
  return async (id, { batch, from, bank, rows, arrived, since }) => {
    const arm = findArm(id)!;
    const { newLabels, wholePast } = arm.needs;
    const late = arrived.filter((row) => row >= since);
    const used = !newLabels ? [] : wholePast ? arrived : (late.length < 2 ? arrived : late).slice(-spec.stream.window);
    if (newLabels && used.length < 2) return undefined;
    const served = Math.min(rows.rows, (batch + 1) * spec.stream.batch);
    const latest = range(rows, Math.max(0, served - spec.stream.window), served);
    const newRows = selectRows(rows, Int32Array.from(used));
    const watched = range(rows, 0, 1);
    const context: ArmContext = {
      ...{ trainer, pace, spec, model, oldRows, newRows, bank },
      cameAt: Int32Array.from(used),
      unlabelled: { ...latest, y: latest.y.map(() => -1) },
      base: { weights: from.weights.slice(), encoder: from.encoder },
      test: { new: watched, old: watched },
      fitEncoder: (samples) => fitEncoder(samples, columns),
      random: (name) => stream(spec.seeds.root, name, seed, batch),
      onPoint: () => undefined,
      warn: () => undefined,
    };
    const repaired = await repair(arm, context);
    if ('outcome' in repaired) return { ...repaired.outcome, used };
    // A policy that asks for what cannot be done asks again and again, and on every seed; it is said once.
    if (!refused.has(repaired.refused))
      emit({ type: 'warning', code: 'repair-refused', text: `Seed ${seed + 1}, ${arm.title}: ${repaired.refused}` });
    refused.add(repaired.refused);
    return undefined;
  };
}
