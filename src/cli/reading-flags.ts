/** What the command line may say of how tables are read: the same options in every command that reads one. */
import { CLASSES, decimalMarks, encodings, targetKinds, type ReadingOptions } from '../spec/reading-options.ts';
import type { Role } from '../spec/roles.ts';
import { CliError } from './cli-error.ts';
import type { Given, Option } from './command.ts';

/** Roles that columns are given by name, and what the help says of each. */
const ROLES: readonly (readonly [role: Role, help: string, many?: true])[] = [
  ['label', 'the column to be told: a class or a number'],
  ['time', 'the column that says when each row happened'],
  ['group', 'rows with the same value stay together in every split (a patient, a device)'],
  ['slice', 'the column that accuracy and fairness are compared along'],
  ['weight', 'how much each row counts'],
  ['split', 'the column that says train, validation or test'],
  ['regime', 'the column that says which world a row comes from'],
  ['prediction', 'what another model said; never an input', true],
  ['ignore', 'a column that is left out', true],
  ['input', 'a column that is an input whatever it looks like', true],
];

/** As many as memory holds. */
export const ALL_ROWS = 1_000_000_000;

const SEPARATORS: Readonly<Record<string, string>> = { tab: '\t', '\\t': '\t', space: ' ', comma: ',', semicolon: ';' };

/** How the text of a table is to be taken. */
export const formatFlags: readonly Option[] = [
  { name: 'header', value: 'yes|no', help: 'whether the first row names the columns' },
  { name: 'separator', value: 'mark', help: 'what stands between cells: one character, or tab' },
  { name: 'decimal', value: '. or ,', help: 'the decimal mark of numbers' },
  { name: 'encoding', value: 'name', help: `how the text is written: ${encodings.join(', ')}` },
  { name: 'missing', value: 'mark', many: true, help: 'a cell that stands for a missing value, in place of NA, N/A, NaN, null and ?' },
];

export const readingFlags: readonly Option[] = [
  ...ROLES.map(([name, help, many]): Option => ({ name, value: 'column', help, ...(many && { many }) })),
  ...formatFlags,
  {
    name: 'classes',
    value: 'how',
    help: 'exact: spellings of a label are not merged; quantiles:n: a number becomes n classes of equal size; matched: with --model, its outputs are put into the order of the classes by old rows',
  },
  { name: 'target', value: targetKinds.join('|'), help: 'whether the label is a class or a number' },
  { name: 'rows', value: 'n', help: 'most rows to keep, or all; of more, so many are drawn' },
];

/** Whether any of these options was given. */
export const saysHowToRead = ({ values, lists }: Given): boolean =>
  readingFlags.some(
    ({ name }) => (values[name] !== undefined && !(name === 'classes' && values[name] === 'matched')) || lists[name] !== undefined,
  );

/** @throws CliError that names the option. */
export function readingFrom({ values, lists }: Given): ReadingOptions {
  const named = ROLES.flatMap(([role]) =>
    [...(lists[role] ?? []), ...(values[role] === undefined ? [] : [values[role]])].map((name) => [name, role] as const),
  );
  const twice = named.find(([name], i) => named.some(([other], j) => j < i && other === name));
  if (twice) throw new CliError(`--${twice[1]}: column "${twice[0]}" was given another role, too. Give it one.`);
  const { header, separator, decimal, encoding, target, rows } = values;
  const classes = values.classes === 'matched' ? undefined : values.classes;
  const mark = separator === undefined ? undefined : (SEPARATORS[separator] ?? separator);
  if (mark !== undefined && (mark.length !== 1 || /["\r\n\w]/.test(mark)))
    throw new CliError(`--separator: expected one character or "tab", got "${separator}".`);
  if (classes !== undefined && classes !== 'matched' && !CLASSES.test(classes))
    throw new CliError(`--classes: expected exact, quantiles:2 … quantiles:100, or matched with --model, got "${classes}".`);
  if (rows !== undefined && rows !== 'all' && !/^[1-9]\d{0,8}$/.test(rows))
    throw new CliError(`--rows: expected a whole number from 1 on, or all, got "${rows}".`);
  return {
    ...(named.length > 0 && { roles: Object.fromEntries(named) }),
    ...(header !== undefined && { header: oneOf('header', header, ['yes', 'no']) === 'yes' }),
    ...(mark !== undefined && { separator: mark }),
    ...(decimal !== undefined && { decimal: oneOf('decimal', decimal, decimalMarks) }),
    ...(encoding !== undefined && { encoding: oneOf('encoding', encoding.toLowerCase(), encodings) }),
    ...(lists.missing && { missing: lists.missing }),
    ...(classes !== undefined && classes !== 'matched' && { classes }),
    ...(target !== undefined && { target: oneOf('target', target, targetKinds) }),
    ...(rows !== undefined && { rows: rows === 'all' ? ALL_ROWS : Number(rows) }),
  };
}

function oneOf<T extends string>(option: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === text);
  if (found === undefined) throw new CliError(`--${option}: expected ${allowed.join(' or ')}, got "${text}".`);
  return found;
}
