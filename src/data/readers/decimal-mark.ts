/** Which mark the decimals of a column have, judged from all its cells. */
import { SETTLED, type TableColumn } from './column.ts';
import type { DecimalMark } from '../../spec/reading-options.ts';

/** Cells that speak for a mark, and cells that both could have written (`1.651`, `1,651`). */
interface Evidence {
  readonly point: number;
  readonly comma: number;
  readonly eitherPoint: number;
  readonly eitherComma: number;
}

export interface DecimalVerdict {
  readonly mark: DecimalMark;
  /** Why, where that is worth a word. */
  readonly reason?: string;
}

function evidenceOf({ texts, counts }: TableColumn): Evidence {
  // Once settled, points are not counted any more: then most plain numbers have one.
  let point = (counts.decimalPoints >= SETTLED ? counts.numbers : counts.decimalPoints) + counts.beyond.point;
  let comma = counts.decimalCommas + counts.beyond.comma;
  let eitherComma = counts.eitherComma + counts.beyond.grouped;
  for (const { readings, count } of texts) {
    if (!readings || Object.is(readings.point, readings.comma)) continue;
    if (Number.isNaN(readings.point)) comma += count;
    else if (Number.isNaN(readings.comma)) point += count;
    else eitherComma += count;
  }
  return { point, comma, eitherPoint: counts.eitherPoint, eitherComma };
}

/** The mark that most columns of a file speak for; undefined where none speaks. */
export function conventionOf(columns: readonly TableColumn[]): DecimalMark | undefined {
  let votes = 0;
  for (const column of columns) {
    const { point, comma } = evidenceOf(column);
    votes += Math.sign(comma - point);
  }
  return votes === 0 ? undefined : votes > 0 ? ',' : '.';
}

/** @param separator What stands between cells; empty where that says nothing. */
export function decimalMark(column: TableColumn, convention: DecimalMark | undefined, separator: string): DecimalVerdict {
  const { point, comma, eitherPoint, eitherComma } = evidenceOf(column);
  if (comma > point) return { mark: ',', reason: 'its cells are numbers with a decimal comma' };
  if (point > 0) return { mark: '.' };
  if (eitherPoint + eitherComma === 0) return { mark: convention ?? '.' };
  if (convention)
    return {
      mark: convention,
      ...((convention === ',' ? eitherPoint : eitherComma) > 0 && { reason: 'other columns of the file have it' }),
    };
  // Who separates thousands writes no number from 1,000 on without, and smaller ones bare.
  const { numbers, ungrouped } = column.counts;
  const bare = numbers - eitherPoint;
  const separates = bare > 0 && ungrouped === 0 && eitherPoint + eitherComma > 1;
  if (eitherPoint >= eitherComma) {
    return separates
      ? { mark: ',', reason: 'every point stands before three digits, and no number from 1,000 on lacks one: points separate thousands' }
      : { mark: '.', reason: 'every point stands before three digits: it may be a decimal point or separate thousands' };
  }
  if (separator === ',') return { mark: '.', reason: 'every comma stands before three digits: commas separate thousands' };
  return separates
    ? { mark: '.', reason: 'every comma stands before three digits, and no number from 1,000 on lacks one: commas separate thousands' }
    : { mark: ',', reason: 'every comma stands before three digits: it may be a decimal comma or separate thousands' };
}
