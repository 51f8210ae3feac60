/** Every kind of experiment, where it runs. What is read and written of each is in `spec/kinds`. */
import type { RecordOf } from '../../contracts/record.ts';
import type { DataFacts } from '../../contracts/services.ts';
import type { Dataset } from '../../data/types.ts';
import type { OwnModel } from '../../models/own-model.ts';
import type { AnySpec, Issue, KindId, SpecOf } from '../../spec/schema.ts';
import { factsOf } from '../data-facts.ts';
import { whyNotDivided } from '../worlds.ts';
import { compareKind } from './compare/kind.ts';
import type { Kind } from './kind.ts';
import { streamKind } from './stream/kind.ts';

const kinds: { readonly [Id in KindId]: Kind<SpecOf<Id>, RecordOf<Id>> } = { compare: compareKind, stream: streamKind };

/** The kind of that experiment. */
export const kindOf = ({ kind }: Pick<AnySpec, 'kind'>): Kind => kinds[kind];

/** Everything wrong with running this experiment on these rows. */
export const checkOn = (spec: AnySpec, dataset: Dataset, ownModel?: OwnModel): Issue[] => [
  ...checkAny(spec, factsOf(dataset), ownModel),
  ...whyNotDivided(spec, dataset),
];

/** Everything wrong with running this experiment, of any kind, as far as can be told without the rows. */
export const checkAny = (spec: AnySpec, data: DataFacts, ownModel?: OwnModel): Issue[] => kindOf(spec).check(spec, data, ownModel);
