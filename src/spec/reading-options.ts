/** What a person may say of how their files are to be read. Whatever is left out is guessed, and the guess is told. */
import type { Role } from './roles.ts';

/** Plain data: a spec keeps it as JSON, so that the same files are read the same way again. */
export interface ReadingOptions {
  /** What columns are for, by name. */
  readonly roles?: Readonly<Record<string, Role>>;
  /** Whether the first row names the columns. */
  readonly header?: boolean;
  /** What stands between cells, one character. */
  readonly separator?: string;
  readonly decimal?: DecimalMark;
  readonly encoding?: Encoding;
  /** Cells that stand for a missing value, in place of the usual ones; an empty cell always does. */
  readonly missing?: readonly string[];
  /** `exact`: spellings of a label are not merged; `quantiles:n`: a numeric target becomes 2 … 100 classes of equal size. */
  readonly classes?: string;
  /** Whether the label is a class or a number. */
  readonly target?: TargetKind;
  /** Most rows that are kept; of more, so many are drawn. */
  readonly rows?: number;
}

export const decimalMarks = ['.', ','] as const;
export type DecimalMark = (typeof decimalMarks)[number];

export const encodings = [
  ...([
    'utf-8',
    'utf-16le',
    'utf-16be',
    'windows-1252',
    'iso-8859-1',
    'iso-8859-2',
    'iso-8859-15',
    'windows-1250',
    'windows-1251',
  ] as const),
  ...(['koi8-r', 'macintosh', 'shift_jis', 'euc-jp', 'euc-kr', 'gb18030', 'big5'] as const),
] as const;
export type Encoding = (typeof encodings)[number];

export const targetKinds = ['classes', 'number'] as const;
export type TargetKind = (typeof targetKinds)[number];

/** What `ReadingOptions.classes` may say. */
export const CLASSES = /^(exact|quantiles:([2-9]|[1-9]\d|100))$/;

/** Options that say which column is the label; none where it is left to be guessed. */
export const labelled = (label: string | undefined): ReadingOptions => (label === undefined ? {} : { roles: { [label]: 'label' } });

/** What a column is said to be for; a column may have the name of what every object has, such as `constructor`. */
export const roleSaid = (name: string, { roles }: ReadingOptions): Role | undefined =>
  roles !== undefined && Object.hasOwn(roles, name) ? roles[name] : undefined;

/** The column with that role, where the options name one. */
export const columnWith = (role: Role, { roles = {} }: ReadingOptions): string | undefined =>
  Object.keys(roles).find((name) => roles[name] === role);
