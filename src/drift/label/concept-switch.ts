/** Another concept of a generator: the same draws, under another of the paper's rules. */
import { partOf } from '../../data/parts-of-range.ts';
import { featureCount } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';

/** Share of the rows that come from the new concept. */
const SHARE: Ladder = [0.2, 0.4, 0.6, 0.8, 1];

/**
 * Each row is drawn again under the new concept from the random numbers it was made of. What changes by that is added to
 * the row as it is now, so a drift that came before stays: values, and a number that is told, by their difference, the label where it is still the old
 * concept's. In a concept that leaves inputs alone, P(y|x) changes and nothing else.
 */
export const conceptSwitch: Injection = {
  id: 'concept-switch',
  title: 'Another concept',
  help: 'The rule behind the data is replaced by another one from the same paper.',
  kind: 'mixed',
  appliesTo: ['tabular'],
  ladder: ['20 % of the rows', '40 % of the rows', '60 % of the rows', '80 % of the rows', 'every row'],
  source: 'concept drift of the stream generators, as in MOA (Bifet et al. 2010): old and new concept are mixed',
  fidelity: 'exact',
  why: 'The concepts are those of the papers, and severity is the mixing weight of the new one.',
  parameters: [
    {
      name: 'concept',
      title: 'New concept',
      help: 'Its number in the paper; 0 = the next after the one the data has.',
      kind: 'number',
      whole: true,
      min: 0,
      max: 10,
      default: 0,
    },
  ],
  refuses: ({ concepts }) => (concepts && concepts.titles.length > 1 ? undefined : 'this data has one concept only'),

  apply(samples, { severity, params, noise, concepts, edges }) {
    const share = at(SHARE, severity);
    const count = concepts?.titles.length ?? 1;
    const now = concepts?.current ?? 1;
    const asked = params.concept as number;
    const concept = asked >= 1 && asked <= count ? asked : (now % count) + 1;
    const width = featureCount(samples.inputShape);
    const x = samples.x.slice();
    const y = samples.y.slice();
    const target = concepts?.tell && samples.target?.slice();
    const [before, after] = [new Float32Array(width), new Float32Array(width)];
    const moved = new Set<number>();
    for (let row = 0; row < samples.rows; row++) {
      if (noise.uniform() >= share || !concepts || !samples.origin) continue;
      const old = concepts.redraw(samples.origin[row]!, now, before);
      const label = concepts.redraw(samples.origin[row]!, concept, after);
      for (let f = 0; f < width; f++) {
        if (before[f] === after[f]) continue;
        const cell = row * width + f;
        x[cell] = x[cell] === before[f] ? after[f]! : x[cell]! + after[f]! - before[f]!;
        moved.add(f);
      }
      if (target && edges) {
        const origin = samples.origin[row]!;
        target[row]! += concepts.tell!(origin, concept) - concepts.tell!(origin, now);
        y[row] = partOf(edges, target[row]!);
      } else if (y[row] === old) y[row] = label;
    }
    return {
      samples: { ...samples, x, y, ...(target && { target }) },
      features: [...moved].sort((a, b) => a - b),
      params: { concept, share },
      sentence: `${Math.round(100 * share)} % of the rows came from concept ${concept} (${concepts?.titles[concept - 1] ?? ''}) instead of concept ${now}.`,
    };
  },
};
