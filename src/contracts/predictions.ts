/** What is asked and told of a model's predictions, where the model itself is not at hand. Types only. */
import type { Note } from '../data/report.ts';
import type { Refusal } from './services.ts';

/** What a person may say of files of predictions; whatever is left out is guessed, and said. */
export interface PredictionsAsked {
  /** The column that holds what is true. */
  readonly label?: string;
  /** Columns of class probabilities. */
  readonly probability?: readonly string[];
  /** The column of the class that was named. */
  readonly prediction?: string;
  /** Of two classes: from which probability on the second is named, 0 … 1. */
  readonly threshold?: number;
  /** Of one file: the column of times and the date or number at which the new world begins. */
  readonly time?: string;
  readonly cut?: string;
  /** Columns that say how much a row counts, and which rows belong together. */
  readonly weight?: string;
  readonly group?: string;
  /** Splits of the labelled new rows, and the share of them that repairs are fitted on, 0 … 1. */
  readonly splits?: number;
  readonly share?: number;
}

/** What was asked or guessed. */
export interface PredictionsTaken {
  readonly label: string;
  readonly probability: readonly string[];
  readonly prediction?: string;
}

export type FigureName = 'accuracy' | 'balancedAccuracy' | 'logLoss' | 'brier' | 'ece';

/** A figure with its 95 % interval. */
export interface Ranged {
  readonly value: number;
  readonly lo: number;
  readonly hi: number;
}

export type Figures = Readonly<Partial<Record<FigureName, number>>>;
export type RangedFigures = Readonly<Partial<Record<FigureName, Ranged>>>;

/** A repair of answers, told. */
export interface ToldRepair {
  readonly id: string;
  readonly title: string;
  /** One sentence a newcomer understands. */
  readonly help: string;
  readonly source: string;
}

export interface JudgedRepair {
  readonly repair: ToldRepair;
  /** Mean over splits, and repaired − as it is, pair by pair. */
  readonly figures: Figures;
  readonly differences: RangedFigures;
  /** The same on the old rows, all of them: what it costs there. */
  readonly onOld: RangedFigures;
  /** Mean of what was fitted. */
  readonly settings: Readonly<Record<string, number>>;
}

export interface RepairComparison {
  readonly fitRows: number;
  readonly judgedRows: number;
  readonly splits: number;
  /** Where rows belong together: how many groups of them repairs are fitted on, and judged on. Rows are then means over splits. */
  readonly groups?: readonly [fit: number, judged: number];
  /** As it is, on the same rows. */
  readonly asItIs: Figures;
  readonly judged: readonly JudgedRepair[];
  readonly refused: readonly { readonly repair: ToldRepair; readonly why: string }[];
}

export interface ToldTest {
  readonly title: string;
  readonly result?: { readonly statistic: number; readonly pValue?: number; readonly details: Readonly<Record<string, number>> };
  readonly refusal?: string;
}

export interface ToldEstimate {
  readonly id: string;
  readonly title: string;
  /** Accuracy 0 … 1 with the interval of a labelled sample of that size, or shares of the classes. */
  readonly estimate?: { readonly accuracy?: number; readonly interval?: readonly [number, number]; readonly prior?: readonly number[] };
  readonly refusal?: string;
}

export interface PredictionReport {
  readonly classes: readonly string[];
  readonly rows: readonly [old: number, fresh: number];
  readonly notes: readonly string[];
  readonly old: RangedFigures;
  /** Absent where the new file has no labels. */
  readonly fresh?: RangedFigures;
  readonly tests: readonly ToldTest[];
  readonly estimates: readonly ToldEstimate[];
  readonly repairs?: RepairComparison;
  readonly withoutRepairs?: string;
  /** What needs inputs, weights or a training. */
  readonly unanswered: readonly string[];
}

/** What the page is told of files of predictions: a report, or why there is none. */
export interface PredictionsJudged {
  /** Columns of the old world; empty where the files could not be read. */
  readonly columns: readonly string[];
  /** What was found and guessed while reading. */
  readonly notes: readonly Note[];
  readonly taken?: PredictionsTaken;
  readonly report?: PredictionReport;
  readonly refusal?: Refusal;
}

export interface PredictionsService {
  /** @param files the old world and the new one, or one with times */
  judge(files: readonly File[], asked: PredictionsAsked): Promise<PredictionsJudged>;
}
