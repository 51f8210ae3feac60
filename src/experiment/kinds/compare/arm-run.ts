import { predictorOf, type Predictor } from '../../../training/predictions.ts';
import { determination } from '../../../measure/metrics/determination.ts';
import { findArm } from '../../../adapt/registry.ts';
import { repair } from '../../../adapt/repair.ts';
import type { Arm, ArmContext, ArmOutcome } from '../../../contracts/repair.ts';
import { digestArrays } from '../../../data/hash.ts';
import type { Dataset, Samples } from '../../../data/types.ts';
import { flipsOf } from '../../../measure/metrics/flips.ts';
import { argmax, decisions } from '../../../maths/argmax.ts';
import { thresholdOf } from '../../../measure/metrics/binary.ts';
import { accuracyOf, measures } from '../../../measure/metrics/measures.ts';
import { recorded } from '../../../measure/precision.ts';
import type { ArmResult } from '../../../contracts/results.ts';
import { cutAtHead, modelSize, movedByBlock } from '../../../models/parameters.ts';
import type { Model } from '../../../models/types.ts';
import { experimentStream } from '../../../random/names.ts';
import type { SkippedArm } from '../../../contracts/record.ts';
import type { Spec } from '../../../spec/schema.ts';
import type { ParameterValues } from '../../../spec/parameter.ts';
import { contextOf } from './repair-context.ts';
import { planeGrid, planeView } from '../../../data/plane.ts';
import type { CompareContext, Worlds } from './context.ts';

/** Rows of the first seed whose predictions are told one by one. */
export const SHOWN_ROWS = 500;

/** Repairs one seed's base model by that arm and measures what came of it, or says why it cannot run there. */
export async function runArm(
  { spec, dataset, trainer, analyst, pace, emit, keep }: CompareContext,
  worlds: Worlds,
  arm: Arm & { readonly params: ParameterValues },
  seed: number,
): Promise<ArmResult | SkippedArm> {
  const { test } = worlds;
  const context: ArmContext = {
    ...contextOf({ spec, dataset, trainer, analyst, pace }, worlds, arm.params, seed),
    onPoint: (point) => emit({ type: 'arm-point', seed, arm: arm.id, point }),
    warn: (text) => emit({ type: 'warning', code: 'repair-note', text: `${arm.title}: ${text}` }),
  };
  const repaired = await repair(arm, context, spec.learning);
  if ('refused' in repaired) return { seed, arm: arm.id, reason: repaired.refused };
  const { outcome } = repaired;
  // Whatever looks at the outcome from here on looks at its own model.
  const model = outcome.model ?? worlds.model;
  if (seed === 0) keep?.(arm.id, { model, weights: outcome.weights, encoder: outcome.encoder });
  const said = await predictorOf(trainer, model, outcome, test.old, dataset);
  const probabilities = async (rows: Samples) => (await said.of(rows)).probabilities;
  if (worlds.bounds) {
    const grid = planeGrid(worlds.bounds);
    emit({ type: 'boundary', of: arm.id, view: planeView(worlds.bounds, argmax(await probabilities(grid), grid.rows), test.new) });
  }
  const { binary: costs } = spec.measure;
  const named = (of: Float32Array) => decisions(of, of.length / dataset.classes.length, costs && thresholdOf(costs));
  const { probabilities: onNew, numbers: toldNew } = await said.of(test.new);
  const { probabilities: onOld, numbers: toldOld } = await said.of(test.old);
  const numbers = (told: Float64Array | undefined, { target: truth }: Samples) =>
    told && truth && said.errors ? { numbers: { told, truth, errors: said.errors } } : {};
  const again = spec.measure.selfChurn
    ? await repair(
        arm,
        { ...context, random: (name) => experimentStream(spec.seeds.root, 'again', name, seed), onPoint: () => undefined },
        spec.learning,
      )
    : undefined;
  const selfChurn =
    again && 'outcome' in again
      ? flipsOf(
          named(onNew),
          named(
            (await (await predictorOf(trainer, again.outcome.model ?? worlds.model, again.outcome, test.old, dataset)).of(test.new))
              .probabilities,
          ),
          test.new.y,
        ).churn
      : undefined;
  if (seed === 0) emit({ type: 'predictions', seed, arm: arm.id, predicted: named(onNew).slice(0, SHOWN_ROWS) });
  return recorded({
    seed,
    arm: arm.id,
    status: outcome.status,
    startHash: await digestArrays(outcome.start),
    endHash: await digestArrays(outcome.weights),
    ...(arm.keepsTrunk && { frozen: await frozenHashes(arm, model, worlds.weights, outcome) }),
    ...(outcome.model && { model: modelSize(outcome.model) }),
    ...(looksAtFit(spec) && arm.needs.newLabels && { fit: await accuracyOn(context.newRows, said, named) }),
    measures: measures(
      {
        probabilities: onNew,
        labels: test.new.y,
        before: worlds.predictedNew,
        ...numbers(toldNew, test.new),
        ...groupsOf(dataset, test.new),
      },
      { probabilities: onOld, labels: test.old.y, ...numbers(toldOld, test.old), ...groupsOf(dataset, test.old) },
      dataset.classes.length,
      costs,
    ),
    ...(worlds.worlds.later.length > 0 && { later: await agedAccuracies(worlds.worlds.later, said, named) }),
    ...(selfChurn !== undefined && { selfChurn }),
    moved: movedByBlock(model, outcome.start, outcome.weights),
    counts: {
      labels: arm.needs.newLabels ? worlds.labels : 0,
      examples: outcome.examples,
      steps: outcome.steps,
      flops: outcome.flops,
      bytes: outcome.bytes,
    },
    times: outcome.times,
    recoveries: outcome.recoveries,
    ...(outcome.gpuMs !== undefined && { gpuMs: outcome.gpuMs }),
    ...(outcome.memoryBytes !== undefined && { memoryBytes: outcome.memoryBytes }),
    curve: outcome.curve,
    ...(outcome.path && { path: outcome.path }),
    ...(outcome.details && { details: finite(outcome.details) }),
  });
}

/** The accuracy on each window, of numbers R². A window without rows has none right. */
async function agedAccuracies(later: readonly Samples[], said: Predictor, named: (said: Float32Array) => Int32Array): Promise<number[]> {
  const accuracies: number[] = [];
  for (const rows of later) accuracies.push(rows.rows === 0 ? 0 : await accuracyOn(rows, said, named));
  return accuracies;
}

/** Accuracy on these rows, of numbers R². */
async function accuracyOn(rows: Samples, said: Predictor, named: (said: Float32Array) => Int32Array): Promise<number> {
  const { probabilities, numbers } = await said.of(rows);
  return numbers && rows.target ? determination(numbers, rows.target) : accuracyOf(named(probabilities), rows.y);
}

/** How well models fit what they learned from is told where one of other architecture may fit it better; records of before have none. */
const looksAtFit = ({ arms }: Pick<Spec, 'arms'>): boolean => arms.some(({ id }) => findArm(id)?.reshapes);

/** The groups of the rows, where the data has some. */
const groupsOf = ({ groups }: Dataset, { group }: Samples) =>
  groups && group ? { groups: { of: group, count: groups.names.length } } : {};

/** A record holds finite numbers only. */
const finite = (details: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(details).filter(([, value]) => Number.isFinite(value)));

/** Hashes of everything below the head, before and after; throws when the arm touched what it must not. */
async function frozenHashes(arm: Arm, model: Model, snapshot: Float32Array, outcome: ArmOutcome) {
  const { at } = cutAtHead(model);
  const before = await digestArrays(snapshot.subarray(0, at));
  const after = await digestArrays(outcome.weights.subarray(0, at));
  if (before !== after) throw new Error(`The repair "${arm.id}" changed layers that it must keep frozen.`);
  return { before, after };
}
