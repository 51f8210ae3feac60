/** An object of columns, as pandas and others write a table in JSON, as its rows. */
import { DataError } from '../errors.ts';

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The rows of `{"a": [1, 2], "b": ["x", "y"]}`, of `{"a": {"0": 1, "1": 2}, …}` (rows in the order of the first column) or of
 * `{"columns": ["a", "b"], "data": [[1, "x"], …]}`; undefined for any other value.
 * @throws DataError when lists differ in length.
 */
export function rowsOfColumns(value: unknown): Plain[] | undefined {
  if (!isPlain(value)) return undefined;
  const { columns, data } = value;
  if (Array.isArray(columns) && Array.isArray(data) && data.length > 0 && data.every(Array.isArray))
    return data.map((row: unknown[]) => Object.fromEntries(columns.map((name, c) => [String(name), row[c]])));
  const entries = Object.entries(value);
  const [first] = entries;
  if (!first) return undefined;
  if (entries.every((entry): entry is [string, unknown[]] => Array.isArray(entry[1]))) {
    const other = entries.find(([, list]) => list.length !== entries[0]![1].length);
    if (other)
      throw new DataError(`column “${other[0]}” has ${other[1].length} values, “${first[0]}” ${entries[0]![1].length}`, {
        column: other[0],
        remedy: 'Give every column as many values.',
      });
    return entries[0]![1].map((_, row) => Object.fromEntries(entries.map(([name, list]) => [name, list[row]])));
  }
  if (entries.every((entry): entry is [string, Plain] => isPlain(entry[1])))
    return Object.keys(first[1] as Plain).map((row) => Object.fromEntries(entries.map(([name, cells]) => [name, (cells as Plain)[row]])));
  return undefined;
}
