/** What is kept of the cells of a column besides their values. */
import type { DateReading } from './dates.ts';
import type { Readings } from './number-formats.ts';

/** A spelling that was met. */
export interface Text {
  readonly text: string;
  /** Cells of the file with it. */
  count: number;
  /** Where it stood first: the number of the file, from 0, and the line, from 1. */
  readonly file: number;
  readonly line: number;
  /** Whether `numberAt` reads it, and double precision holds it. */
  readonly plain: boolean;
  /** Whether it is a mark of a missing value where numbers are expected. */
  readonly mark: boolean;
  /** Of a text that is no plain number. */
  readonly readings?: Readings;
  readonly date?: DateReading;
}

/** Cells by what they can be, over the whole file. */
export interface CellCounts {
  /** Not empty. */
  cells: number;
  /** Plain numbers, and those among them that have a point. */
  numbers: number;
  decimalPoints: number;
  /** Plain numbers whose point may separate thousands. */
  eitherPoint: number;
  /** Plain numbers from 1,000 on without a point: a column that separates thousands has none. */
  ungrouped: number;
  /** Numbers with a comma that were not kept as texts: it can only be decimal, or it may separate thousands, too. */
  decimalCommas: number;
  eitherComma: number;
  /** Cells beyond the texts kept, and what they can be. */
  readonly beyond: {
    cells: number;
    /** Plain numbers, and others that read alike with either mark. */
    numbers: number;
    /** Numbers with one mark only, and those that differ between the two. */
    point: number;
    comma: number;
    grouped: number;
    dates: number;
    monthFirst: number;
    dayFirst: number;
    either: number;
    others: number;
  };
}
