/** A batch of a table or of texts as CSV (RFC 4180). */
import type { Column, Samples } from '../types.ts';

/** What the columns after the inputs are called. */
export interface CsvNames {
  readonly columns: readonly Column[];
  readonly classes: readonly string[];
  readonly groups?: { readonly name: string; readonly names: readonly string[] };
}

/**
 * A header line, then one line per row: the inputs (or the text), the group where there are groups, the label last. Missing
 * cells are empty; numbers are the shortest that read back as the same 32-bit float; an unseen category is `unseen`.
 */
export function csvText(samples: Samples, { columns, classes, groups }: CsvNames): string {
  const { rows, x, y, group, text } = samples;
  const width = columns.length;
  const inputNames = text ? ['text'] : columns.map(({ name }) => name);
  const taken = new Set(inputNames);
  const free = (name: string): string => {
    if (taken.has(name)) return free(`${name}_`);
    taken.add(name);
    return name;
  };
  const header = [...inputNames, ...(groups && group ? [free(groups.name)] : []), free('label')];
  const lines = Array.from({ length: rows }, (_, row) => {
    const inputs = text ? [text[row]!] : columns.map((column, f) => cellText(x[row * width + f]!, column));
    return [...inputs, ...(groups && group ? [groups.names[group[row]!] ?? ''] : []), classes[y[row]!] ?? ''].map(quoted).join(',');
  });
  return [header.map(quoted).join(','), ...lines, ''].join('\n');
}

function cellText(value: number, { kind, categories, scale = 1, offset = 0 }: Column): string {
  if (Number.isNaN(value)) return '';
  // What was brought to where single precision keeps its differences goes back to the file's own numbers.
  if (scale !== 1 || offset !== 0) return String(value * scale + offset);
  return kind === 'categorical' ? (categories?.[value] ?? 'unseen') : shortest(value);
}

/** The shortest decimal that reads back as the same 32-bit float. */
function shortest(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(Number(value.toPrecision(9)));
}

/** A cell as it stands between commas. */
export const quoted = (cell: string): string => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
