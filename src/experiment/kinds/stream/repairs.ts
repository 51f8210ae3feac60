/** A repair in the middle of a stream: what an arm may see of what has come so far. */
import { findArm } from '../../../adapt/registry.ts';
import { repair } from '../../../adapt/repair.ts';
import type { ArmOutcome } from '../../../contracts/repair.ts';
import type { WarningCode } from '../../../contracts/events.ts';
import { experimentStream } from '../../../random/names.ts';
import { selectRows } from '../../../data/select.ts';
import { repairContext } from '../../../training/repair-context.ts';
import type { ParameterValues } from '../../../spec/parameter.ts';
import type { SeedContext } from './context.ts';
import { resampled, type Learnable } from './learnable.ts';
import { range, type ServingModel } from './serving.ts';
import type { StreamWorld } from './world.ts';

interface Occasion extends Learnable {
  /** The batch after which it is made. */
  readonly batch: number;
  readonly from: ServingModel;
  /** Earlier models of the policy, the oldest first. */
  readonly bank: readonly ServingModel[];
  /** The row from which on labels are of the new world. */
  readonly since: number;
}

/** The outcome with the rows whose labels it used; undefined while too few are back, or where the repair cannot run here. */
export type Repairs = (arm: string, occasion: Occasion) => Promise<(ArmOutcome & { readonly used: readonly number[] }) | undefined>;

/** @param params What was chosen of the repair's own parameters. */
export function openRepairs(context: SeedContext, world: StreamWorld, params: ParameterValues): Repairs {
  const { spec, emit, said } = context;
  const { model, seed, size } = world;

  return async (id, { batch, from, bank, arrived, likely, since }) => {
    const arm = findArm(id)!;
    const { rows } = world;
    const say = (code: WarningCode, text: string): void => {
      if (!said.has(text)) emit({ type: 'warning', code, text: `Seed ${seed + 1}, ${arm.title}: ${text}` });
      said.add(text);
    };
    const { newLabels, wholePast } = arm.needs;
    const late = arrived.filter((row) => row >= since);
    const used = !newLabels ? [] : wholePast ? arrived : (late.length < 2 ? arrived : late).slice(-spec.stream.window);
    if (newLabels && used.length < 2) return undefined;
    const learned = likely
      ? resampled(
          used,
          used.map((row) => 1 / likely(row)),
          experimentStream(spec.seeds.root, 'complaints/resample', seed, batch),
        )
      : used;
    const served = Math.min(rows.rows, (batch + 1) * size);
    const latest = range(rows, Math.max(0, served - spec.stream.window), served);
    const given = {
      ...{ model, params, bank, base: from, oldRows: world.worlds.old.train, newRows: selectRows(rows, Int32Array.from(learned)) },
      cameAt: Int32Array.from(learned),
      unlabelled: { ...latest, y: latest.y.map(() => -1) },
      onPoint: () => undefined,
      warn: (text: string) => say('repair-note', text),
    };
    const repaired = await repair(arm, repairContext(context, given, seed, batch));
    if ('refused' in repaired) {
      say('repair-refused', repaired.refused);
      return undefined;
    }
    if (repaired.outcome.status === 'diverged')
      say(
        'repair-diverged',
        'its training diverged; it was not installed, and the model before goes on serving. A smaller learning rate may help.',
      );
    return { ...repaired.outcome, used };
  };
}
