/** Files as the world writes them, and what has to come of each: a table, which `reading.test.ts` goes through. */
import { expect } from 'chai';
import type { Dataset } from '../../src/data/types.ts';
import type { ReadingOptions } from '../../src/spec/reading-options.ts';
import type { Role } from '../../src/spec/roles.ts';
import { column, count, quarters, twoWorlds } from './dataset-looks.ts';

/** What has to come of a file. */
interface Expected {
  readonly rows?: number;
  readonly classes?: readonly string[];
  /** Names of the inputs. */
  readonly inputs?: readonly string[];
  readonly label?: string;
  readonly missing?: number;
  /** What the sentences have to say, and after them the options that say otherwise. */
  readonly said?: RegExp;
  readonly roles?: Readonly<Record<string, Role>>;
  readonly also?: (data: Dataset) => void;
}

const levels = ['high', 'low', 'mid'];
const three = ['temp', 'press', 'hum'];
const plain = { rows: 400, classes: levels, inputs: three } as const;
export const everydayFiles: readonly (readonly [files: string, what: string, expected: Expected, reading?: ReadingOptions])[] = [
  [
    'c01_decimal_comma.csv',
    'decimal commas',
    {
      ...plain,
      missing: 0,
      said: /decimal mark of column “temp” is taken to be “,”/,
      also: (data) => expect(column(data, 'temp')[0]).to.be.closeTo(-0.6132, 1e-6),
    },
  ],
  [
    'c02_euro_thousands.csv',
    'points between thousands and decimal commas',
    { ...plain, missing: 0, also: (data) => expect(column(data, 'temp')[2]).to.be.closeTo(2104.5, 1e-3) },
  ],
  [
    'c03b_dot_thousands_only.csv',
    'points between thousands alone',
    {
      rows: 400,
      said: /points separate thousands.*--decimal \./,
      also: (data) => expect(column(data, 'umsatz').slice(0, 3)).to.deep.equal([357, 785, 1651]),
    },
  ],
  [
    'c03b_dot_thousands_only.csv',
    'points that the user calls decimal',
    { also: (data) => expect(column(data, 'umsatz')[2]).to.be.closeTo(1.651, 1e-6) },
    { decimal: '.' },
  ],
  [
    'c05_cp1252.csv',
    'Windows-1252',
    { classes: ['gut', 'mäßig', 'schlecht'], inputs: ['Größe', 'Maß', 'Straße'], said: /windows-1252.*--encoding/ },
  ],
  ['c05_cp1252.csv', 'an encoding that is said', { classes: ['gut', 'mäßig', 'schlecht'] }, { encoding: 'iso-8859-1' }],
  [
    'c08_label_NA.csv',
    'a class NA (Namibia)',
    { rows: 400, classes: ['BW', 'NA', 'ZA'], said: /“NA” is read as a class: 126 of 400.*--missing NA/ },
  ],
  [
    'c08_label_NA.csv',
    'a missing label NA',
    { rows: 274, classes: ['BW', 'ZA'], said: /without a label were skipped: 126/ },
    { missing: ['NA'] },
  ],
  ...['None_', 'dash', 'div', 'dot', 'xl'].map(
    (mark) => [`c09_mark_${mark}.csv`, 'marks of missing values', { ...plain, missing: 24, said: /24 cells without a value/ }] as const,
  ),
  ['c10_label_0_00.csv', 'labels 0 and 0.0', { rows: 400, classes: ['0', '1'], said: /“0.0”, “0” are read as one class.*--classes exact/ }],
  ['c10_label_0_00.csv', 'labels 0 and 0.0 kept apart', { classes: ['0.0', '0', '1', '1.0'] }, { classes: 'exact' }],
  ['c11_label_case.csv', 'no, No and NO', { rows: 400, classes: ['YES', 'no'], said: /“no”, “No”, “NO” are read as one class/ }],
  [
    'c14_regression_1000.csv',
    'a number to be told',
    {
      rows: 1000,
      said: /“price” is a number \(959 different values\); it is told as one, and its quarters stand for classes/,
      also: quarters('price'),
    },
  ],
  [
    'c15_regression_60.csv',
    '56 whole numbers to be told',
    { rows: 1500, said: /“minutes” is a number.*--target classes/, also: quarters('minutes') },
  ],
  ['c15_regression_60.csv', 'three quantiles', { also: ({ classes }) => expect(classes).to.have.length(3) }, { classes: 'quantiles:3' }],
  ['autohorse.arff', 'a class declared real', { rows: 203, label: 'class', said: /“class” is a number/, also: quarters('class') }],
  [
    'c20_leak.csv',
    'a copy of the label',
    { ...plain, roles: { outcome_code: 'ignore' }, said: /“outcome_code” was left out: it says the same as the label/ },
  ],
  [
    'c20_leak.csv',
    'a copy of the label that is wanted',
    { inputs: [...three, 'outcome_code'], said: /“outcome_code” alone tells the label/ },
    { roles: { outcome_code: 'input' } },
  ],
  [
    'c21_rownames_sorted.csv',
    'names of rows',
    {
      rows: 400,
      inputs: ['noise1', 'noise2'],
      label: 'Species',
      said: /“column 1” was left out/,
      also: ({ report }) => expect(report!.warnings.map(({ text }) => text).join()).to.match(/sorted by the label/),
    },
  ],
  ['c22_id_sorted.csv', 'an id', { inputs: ['noise1', 'noise2'], roles: { id: 'ignore' } }],
  ['c23_unnamed0.csv', 'an index that pandas left', { inputs: ['noise1', 'noise2'], roles: { 'Unnamed: 0': 'ignore' } }],
  ['c24_old.csv + c24_new.csv', 'last quarter and this quarter', { rows: 3000, inputs: ['a', 'b'], also: twoWorlds }],
  [
    'c24_time_flip.csv',
    'a time',
    {
      rows: 3000,
      inputs: ['a', 'b'],
      roles: { when: 'time' },
      also: ({ samples, time }) => expect([time, samples.time![0]]).to.deep.equal([{ name: 'when', kind: 'date' }, Date.UTC(2023, 0, 1)]),
    },
  ],
  [
    'c25_epoch_ms.csv',
    'milliseconds since 1970',
    {
      rows: 1200,
      inputs: ['v'],
      also: ({ samples, time }) => expect([new Set(samples.time).size, time!.kind]).to.deep.equal([1200, 'date']),
    },
  ],
  [
    'c25_epoch_ms.csv',
    'milliseconds since 1970 as an input',
    { said: /counted from 1700000000093/, also: (data) => expect(new Set(column(data, 'ts')).size).to.equal(1200) },
    { roles: { ts: 'input' } },
  ],
  [
    'c26_bigint.csv',
    'numbers beyond 2⁵³',
    { rows: 1200, also: (data) => expect(new Set(column(data, 'deal')).size).to.equal(2) },
    { roles: { deal: 'input' } },
  ],
  ['c29_trailing_delim.csv', 'a separator at the end of every line', { ...plain, label: 'label', said: /end of every line is ignored/ }],
  [
    'c29b_trailing_delim_rows.csv',
    'a separator at the end of every row',
    { ...plain, said: /Empty cells at the ends of lines are ignored/ },
  ],
  ['c32_comments.csv', 'comments', { ...plain, said: /2 lines above the header/ }],
  ['c33_sep_line.csv', 'a line that names the separator', plain],
  ['c40_mixed.csv', 'one text among 400 numbers', { ...plain, missing: 1, said: /line 252 holds “sensor off”: 1 cell is read as missing/ }],
  [
    'c45_hex.csv',
    'digits that look like a number with an exponent',
    { rows: 400, classes: levels, also: (data) => expect(data.columns.find(({ name }) => name === 'wwn')!.categories).to.have.length(3) },
    { roles: { wwn: 'input' } },
  ],
  [
    'c48_weights.csv',
    'weights',
    {
      inputs: ['temp', 'press'],
      roles: { sample_weight: 'weight' },
      also: ({ samples }) => expect(count(samples.weight, 50)).to.equal(139),
    },
  ],
  ['c49_pred.csv', 'another model’s predictions', { inputs: ['temp', 'press'], roles: { y_pred: 'prediction' } }],
  [
    'c50_split_col.csv',
    'a split',
    {
      inputs: three,
      roles: { split: 'split' },
      also: ({ samples }) => expect([count(samples.part, 0), count(samples.part, 2)]).to.deep.equal([300, 100]),
    },
  ],
  [
    'c51_groups.csv',
    'patients',
    { roles: { patient: 'group' }, also: ({ samples }) => expect(new Set(samples.cluster).size).to.equal(40) },
  ],
  ['c53_rare_separable.csv', 'a rare class', { rows: 4000, classes: ['0', '1'], inputs: ['v1', 'v2'] }],
  ['c54_class_first_text.csv', 'the class first', { label: 'class', classes: ['e', 'p'], said: /“class” is taken as the label/ }],
  [
    'c62_number_forms.csv',
    'numbers in many forms',
    {
      rows: 300,
      inputs: ['a', 'b', 'c', 'd'],
      missing: 0,
      also: (data) => expect([column(data, 'c')[0], column(data, 'd')[0]]).to.deep.equal([1507, Math.fround(0.79)]),
    },
  ],
  ['d05_nile.csv', 'a year and a flow', { rows: 100, label: 'flow' }],
  ['d10_bool.csv', 'booleans', { classes: ['False', 'True'] }],
  ['d13_quoted_newline.csv', 'line breaks in quotation marks', { rows: 300, label: 'value' }],
  ['e07_ref.csv', 'a header of numbers', { rows: 1500, inputs: ['0', '1'], label: 'y' }],
  ['e07_refp.csv + e07_cur.csv', 'two files with a header of numbers', { rows: 3000, inputs: ['0'] }],
  [
    't12_old.csv + t12_new.csv',
    'two files with a header of years',
    { rows: 400, inputs: ['2019', '2020'], said: /the files begin with the same line/ },
  ],
  ['t12_old.csv', 'a header of years that is said to be none', { rows: 201, inputs: ['column 1', 'column 2'] }, { header: false }],
  [
    'p01_class_first.csv',
    'a class column first',
    { label: 'class', classes: ['x', 'y', 'z'], said: /“class” is taken as the label.*--label/ },
  ],
  ['p02_label_upper.csv', 'Label in capitals', { label: 'Label', classes: ['x', 'y', 'z'] }],
  [
    't06_old.csv + t06_new_cp1252.csv',
    'UTF-8 and Windows-1252',
    { rows: 1200, also: ({ columns }) => expect(columns[0]!.categories).to.deep.equal(['Bonn', 'Köln', 'München']) },
  ],
  ['t13_old.tsv', 'tabs and decimal commas', { rows: 200, missing: 0 }],
  [
    'a02_weights.arff',
    'weights of ARFF rows',
    {
      rows: 120,
      inputs: ['v'],
      classes: ['a', 'b'],
      also: ({ samples }) => expect([...samples.weight!.slice(0, 3)]).to.deep.equal([1, 1, 5]),
    },
  ],
  ['a05_tabs.arff', 'ARFF with tabs', { rows: 120, inputs: ['v'], classes: ['a', 'b'] }],
  ['a06_opensmile.arff', 'ARFF as openSMILE writes it', { rows: 120, inputs: ['v'], classes: ['0', '1'], label: 'emotion' }],
  ['j03_nan.jsonl', 'NaN in JSON lines', { rows: 400, inputs: ['temp', 'press'], missing: 8, classes: levels }],
  [
    'i11_train_test.zip',
    'folders of train and test',
    {
      rows: 180,
      classes: ['cat', 'dog'],
      said: /120 images of train, 60 images of test/,
      also: ({ samples }) => expect([count(samples.part, 0), count(samples.part, 2)]).to.deep.equal([120, 60]),
    },
  ],
  ['i12_class_images.zip', 'a folder called images in each class', { rows: 120, classes: ['cat', 'dog'] }],
  ['i13_flat_csv.zip', 'images and a table of labels', { rows: 120, classes: ['cat', 'dog'] }],
  ['i18_csv_in_zip.zip', 'a table in a ZIP file', plain],
  [
    'n03_fortran.npz',
    'Fortran order',
    { rows: 400, classes: ['0', '1', '2'], also: (data) => expect(data.samples.x[0]).to.be.closeTo(-0.6132, 1e-4) },
  ],
  [
    'n04_bigendian.npz',
    'big endian',
    { rows: 400, classes: ['0', '1', '2'], also: (data) => expect(data.samples.x[0]).to.be.closeTo(-0.6132, 1e-4) },
  ],
  ['n05_float16.npz', 'half precision', { rows: 400, also: (data) => expect(data.samples.x[0]).to.be.closeTo(-0.6132, 1e-3) }],
  ['n06_strlabels.npz', 'texts as labels', { rows: 400, classes: levels }],
  [
    'n11_traintest.npz',
    'arrays of train and test',
    { rows: 400, said: /300 rows of train.*100 rows of test/, also: ({ samples }) => expect(count(samples.part, 2)).to.equal(100) },
  ],
  ['n17_int64_big.npz', '64-bit integers', { rows: 400, also: (data) => expect(new Set(column(data, 'x0')).size).to.be.above(1) }],
  [
    'n19_chw.npz',
    'channels first',
    { rows: 300, said: /channels first/, also: ({ samples }) => expect(samples.inputShape).to.deep.equal([12, 12, 3]) },
  ],
  [
    'hostile/one-outlier.csv',
    'one number out of all range',
    { rows: 400, missing: 1, said: /3e\+38 is taken to mean “no data” \(1 cell\)/ },
  ],
  ['hostile/huge-values.csv', 'numbers at the end of single precision', { rows: 400, missing: 134 }],
  ['hostile/nodata-1e30.csv', '−1e30 for no data', { rows: 500, missing: 40, said: /-1e\+30 is taken to mean “no data”/ }],
  ['hostile/nodata-fltmax.csv', '−3.4e38 for no data', { rows: 500, missing: 40 }],
];
