/** When to act: a policy looks at a stream batch by batch and says when the model that serves it should be repaired. */
import type { Random } from '../random/random.ts';
import type { Parameter, ParameterValues } from '../spec/parameter.ts';
import type { ComplaintRates } from '../spec/kinds/stream/complaints.ts';

/** What a policy sees after a batch was served. It never sees a label before it has come back. */
export interface Moment {
  /** Index of the batch, from 0. */
  readonly batch: number;
  /** The batch whose labels came back now; negative while none have. */
  readonly returned: number;
  /** Errors (1 = wrong) of the rows whose labels came back now, in the order in which they were served. */
  readonly errors: readonly number[];
  /** Of numbers, how large each of these errors is among those of the old world, 0 … 1; what detectors of values watch. */
  readonly sizes?: readonly number[];
  /** Which answers of an earlier batch were complained of (1) and which not (0), in the order in which they were served; empty while none are due, and of answers of an earlier model. Absent where nobody is heard. */
  readonly complaints?: { readonly batch: number; readonly complained: readonly number[] };
  /** Probability that the serving model gave to the class it named, of each row of this batch. */
  readonly confidences: ArrayLike<number>;
  /** Labelled rows that came back since the last repair was asked for. */
  readonly freshLabels: number;
  /** Rows per batch. */
  readonly rows: number;
  /** Batches that a repair asked for now is in service later than with the next one, as far as that is known: as the last one; before there was one, without its training. */
  readonly wait: number;
}

export interface Decision {
  readonly act: boolean;
  /** The policy has grown suspicious, without acting. */
  readonly warning: boolean;
  /** What is watched and where it acts; NaN where there is no such number (yet). */
  readonly statistic: number;
  readonly threshold: number;
  /** The repair is to learn from labels of this batch and later ones only; absent = from the window of the stream. */
  readonly since?: number;
}

export interface Policy {
  decide(moment: Moment): Decision;
  /** What it asked for was begun, put in service or rejected: it begins to watch anew. */
  acted(): void;
}

/** What is known before the stream begins. */
export interface PolicyContext {
  readonly params: ParameterValues;
  /** Of the base model on held-out rows of the old world, 0 … 1. */
  readonly accuracy: number;
  readonly confidence: number;
  readonly batches: number;
  readonly rows: number;
  readonly random: Random;
  /** How often answers are complained of, and the held-out rows that `accuracy` is of; absent where nobody is heard. */
  readonly complaints?: { readonly rates: ComplaintRates; readonly heldOut: number };
  /** The best moments for this repair, for the oracle alone: it knows the future. */
  readonly moments: readonly number[];
}

export interface PolicyEntry {
  readonly id: string;
  readonly title: string;
  /** When it acts, in a few words, of its parameters with their defaults; its title unless told. */
  readonly when?: (params: ParameterValues) => string;
  /** One sentence a newcomer understands. */
  readonly help: string;
  readonly source: string;
  /** Besides `action`, which every policy but `never` has. */
  readonly parameters: readonly Parameter[];
  /** Further parameters, which depend on the values of the others (those of the chosen detector). */
  more?(params: ParameterValues): readonly Parameter[];
  /** It looks at labels to decide (all that come back are bought); else only those that a repair learns from are. */
  readonly watchesLabels: boolean;
  /** It decides by complaints, and can do nothing in a stream without. */
  readonly hearsComplaints?: true;
  /** Classes to tell: why it can do nothing where a number is told, as the rest of a sentence. */
  readonly classes?: string;
  create(context: PolicyContext): Policy;
}
