/** An experiment put on other data: what cannot act there is replaced. */
import type { InputKind } from '../data/types.ts';
import { specKindOf } from '../spec/kinds/registry.ts';
import { globalDrift, type AnySpec } from '../spec/schema.ts';

/** A drift for data on which none of those chosen can act. */
const STAND_IN: Readonly<Record<InputKind, string>> = { image: 'rotation', tabular: 'gain-offset', text: 'slang' };

/** @param fits ids of the drifts that can act on its data. Where the data itself holds an old and a new world, none is added. */
export function onData<S extends AnySpec>(spec: S, kind: InputKind, fits: readonly string[]): S {
  const kept = spec.drift.filter(({ id }) => fits.includes(id)).map(({ id, severity, when }) => ({ ...globalDrift(id, severity), when }));
  const standIn = [STAND_IN[kind], ...fits].find((id) => fits.includes(id));
  const fitted: S = {
    ...spec,
    drift: spec.data.regimes ? [] : kept.length || spec.drift.length === 0 || !standIn ? kept : [globalDrift(standIn, 3)],
    model: spec.model.family === 'cnn' && kind !== 'image' ? { family: 'mlp', params: { hidden: [64, 64] } } : spec.model,
  };
  return specKindOf(fitted).withinPool(fitted) as S;
}
