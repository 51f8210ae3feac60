/** Sensors out of calibration: every numeric channel reads with a wrong gain and a wrong zero. */
import { featureCount, numericColumns, scaleOf, short, withInputs } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';

const GAIN: Ladder = [0.05, 0.1, 0.2, 0.4, 0.8];
/** In standard deviations of the old world. */
const OFFSET: Ladder = [0.25, 0.5, 1, 2, 4];

export const gainOffset: Injection = {
  id: 'gain-offset',
  title: 'Gain and offset',
  help: 'The sensors lose their calibration: each one reads too high or too low, and too strong or too weak.',
  kind: 'P(x)',
  appliesTo: ['tabular'],
  ladder: ['±5 %, ±0.25 σ', '±10 %, ±0.5 σ', '±20 %, ±1 σ', '±40 %, ±2 σ', '±80 %, ±4 σ'],
  source: 'x·(1 ± g) + k·σ, signs drawn per channel; after Souza et al. 2020, the severities are our own',
  fidelity: 'approximation',
  why: 'The form follows the source; size and sign of the errors are our own.',

  refuses: ({ columns }) => (numericColumns(columns).length === 0 ? 'it needs a numeric column' : undefined),

  apply(samples, { severity, world, reference, columns }) {
    const features = numericColumns(columns);
    const { sd } = scaleOf(reference);
    const sign = (): number => world.int(2) * 2 - 1;
    const gain = features.map(() => 1 + sign() * at(GAIN, severity));
    const offset = features.map((f) => sign() * at(OFFSET, severity) * sd[f]!);

    const x = samples.x.slice();
    const width = featureCount(samples.inputShape);
    features.forEach((f, i) => {
      for (let cell = f; cell < x.length; cell += width) x[cell] = x[cell]! * gain[i]! + offset[i]!;
    });
    return {
      samples: withInputs(samples, x),
      features,
      params: { gain, offset },
      sentence:
        `${features.length} numeric columns read with a gain error of ±${short(100 * at(GAIN, severity))} % and an offset of ` +
        `±${short(at(OFFSET, severity))} standard deviations; labels are unchanged.`,
    };
  },
};
