/** What `checkSpec` needs to know of a data set in memory. */
import { fitEncoder } from '../data/encode.ts';
import type { Division } from '../spec/divisions.ts';
import type { Dataset } from '../data/types.ts';
import type { DataFacts } from '../contracts/services.ts';

export function factsOf(dataset: Dataset): DataFacts {
  const { title, samples, columns, classes, groups, concepts, target, regimes, time } = dataset;
  const { part, cluster } = samples;
  const divisible: Division[] = [
    ...(time ? ['time' as const] : []),
    ...(cluster ? ['group' as const] : []),
    ...(part ? ['file' as const] : []),
  ];
  return {
    title,
    inputShape: samples.inputShape,
    encodedShape: fitEncoder(samples, columns).inputShape,
    columns,
    classes,
    ...(groups && { groups }),
    ...(concepts && { concepts: { titles: concepts.titles, kind: concepts.kind } }),
    ...(target && { target }),
    ...(samples.target && target?.edges && { edges: target.edges }),
    maxRows: samples.rows,
    ...(regimes && { regimes }),
    ...(time && { time }),
    ...(divisible.length > 0 && { divisible }),
  };
}
