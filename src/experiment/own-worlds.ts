/** What an experiment on data of one's own begins with: which rows are old and which are new, how they are divided, and how many each part has. */
import type { AskedWorlds } from '../contracts/services.ts';
import { DataError } from '../data/errors.ts';
import { cutText, lastIsNew, sidesOf, timeOf, type RegimeChoice, type Sides } from '../data/regimes.ts';
import { defaultSplit, type SplitSizes } from '../data/split.ts';
import type { Note } from '../data/report.ts';
import type { Dataset } from '../data/types.ts';
import { whereItChanged } from '../detect/change-scan.ts';
import { randomStream } from '../random/random.ts';
import type { ReadingOptions } from '../spec/reading-options.ts';
import { divisions, type Division } from '../spec/divisions.ts';
import { specKindOf } from '../spec/kinds/registry.ts';
import type { AnySpec } from '../spec/schema.ts';

export interface OwnWorlds extends Pick<AnySpec['data'], 'regimes' | 'division' | 'split'> {
  /** What was chosen and why, each with the way to change it. */
  readonly notes: readonly Note[];
}

/** Of more rows, so many are used at first: beyond them a race learns little more, and its rows fill memory. `--rows` says otherwise. */
const ROWS_AT_FIRST = 400_000;
/** Where parts are not drawn from all their rows alike, so many of them are used, that repeats differ in their rows, too. */
const SHARE_USED = 0.8;
const FEWEST = 10;
/** Above it nothing shows that the rows changed at all; they are cut all the same, and that is said. */
const LEVEL = 0.05;
/** Seed of the orders that a found cut is held against. */
const SEED = 1;

/** @throws DataError when the data cannot be cut or divided as asked. */
export function ownWorlds(dataset: Dataset, asked: AskedWorlds = {}): OwnWorlds {
  const found = regimesOf(dataset, asked);
  const division = divisionOf(dataset, asked.division);
  const { samples } = dataset;
  if (!found) {
    const most = asked.rows ?? ROWS_AT_FIRST;
    const usable = division.way === 'random' ? samples.rows : Math.floor(SHARE_USED * samples.rows);
    return {
      ...(division.way !== 'random' && { division: division.way }),
      split: defaultSplit(Math.min(usable, most)),
      notes: division.notes,
    };
  }
  const sides = sidesOf(dataset, found.choice);
  const split = sizesOf(dataset, sides, division.way, asked.rows ?? ROWS_AT_FIRST);
  return {
    ...{ regimes: found.choice, split },
    ...(division.way !== 'random' && { division: division.way }),
    notes: [...found.notes, ...division.notes, ...usedNote(sides, split), ...newClassNotes(dataset, sides)],
  };
}

interface Found {
  readonly choice: RegimeChoice;
  readonly notes: readonly Note[];
}

function regimesOf(dataset: Dataset, { cut, fresh, ends = [] }: AskedWorlds): Found | undefined {
  const { regimes, time, samples } = dataset;
  if (cut === 'none') return undefined;
  if (cut === undefined && regimes) {
    const choice = lastIsNew(regimes, fresh);
    return { choice, notes: [{ text: `The old world is ${choice.old.join(', ')}; the new one is ${choice.new.join(', ')}.` }] };
  }
  if (!time || !samples.time) {
    if (cut === undefined) return undefined;
    throw new DataError(`${dataset.title} has no column of times to be cut at ${cut}`, {
      remedy: 'Say which column holds the time, or give the old and the new rows as two files.',
      option: '--time, or --old and --new',
    });
  }
  if (cut === undefined || cut === 'auto') return scanned(dataset, time);
  const share = /^(\d+(?:\.\d+)?)\s*%$/.exec(cut);
  if (!share) {
    const at = timeOf(time.kind === 'number' ? Number(cut) : cut, time);
    return {
      choice: { cut: cutText(at, time), ...(ends.length > 0 && { ends: [...ends] }) },
      notes: [
        { text: `Rows before ${cutText(at, time)} are the old world, rows from it ${ends.length ? `to ${ends[0]}` : 'on'} the new one.` },
      ],
    };
  }
  const known = samples.time.filter((at) => !Number.isNaN(at)).sort();
  const at = known[Math.min(known.length - 1, Math.floor((Number(share[1]) / 100) * known.length))]!;
  return {
    choice: { cut: cutText(at, time) },
    notes: [{ text: `Rows before ${cutText(at, time)} (${share[1]} % of them) are the old world, rows from it on the new one.` }],
  };
}

/** Where inputs and labels changed most. */
function scanned(dataset: Dataset, time: NonNullable<Dataset['time']>): Found | undefined {
  const found = whereItChanged(dataset.samples, randomStream(SEED, 'change-scan'));
  if (!found) return undefined;
  const cut = cutText(found.at, time);
  const names = found.columns
    .slice(0, 3)
    .map(({ column, effect }) => `${dataset.columns[column]?.name ?? `input ${column + 1}`} (V = ${effect.toFixed(2)})`);
  const where = `${cut}, after ${(100 * found.before).toFixed(0)} % of the rows`;
  const p = `p = ${found.p.toPrecision(2)}, blocks of rows in other orders`;
  return {
    choice: { cut },
    notes: [
      {
        text:
          found.p > LEVEL
            ? `Nothing shows that the data changed at all (${p}): the cut at ${where}, is only the largest of ${found.cuts} differences. Choose another time, or one world for drift that is injected.`
            : `The old world ends at ${where}: of ${found.cuts} cuts in time, there inputs and labels together changed most (${p}), with ${names.join(', ')} ahead.`,
        option: '--cut says another time, --cut none makes a world that only injected drift changes',
      },
    ],
  };
}

function divisionOf(
  { samples, time, cluster }: Dataset,
  asked: Division | undefined,
): { readonly way: Division; readonly notes: readonly Note[] } {
  if (asked) return { way: asked, notes: [] };
  if (samples.part)
    return { way: 'file', notes: [{ text: 'Training and test rows stay apart as the file says.', option: '--division to change it' }] };
  if (samples.time && time)
    return {
      way: 'time',
      notes: [
        {
          text: `In each world the latest rows by ${time.name} are the test, the earlier ones are learned from.`,
          option: '--division random to mix them',
        },
      ],
    };
  if (samples.cluster && cluster)
    return {
      way: 'group',
      notes: [{ text: `Rows with the same ${cluster.name} stay on one side of every split.`, option: '--division random to mix them' }],
    };
  return { way: 'random', notes: [] };
}

export const isDivision = (text: string): text is Division => (divisions as readonly string[]).includes(text);

/** Of old rows three quarters to learn from, of new rows three fifths; no more than `most` of both together. */
function sizesOf(dataset: Dataset, sides: Sides, division: Division, most: number): SplitSizes {
  const { part } = dataset.samples;
  const scale = Math.min(1, most / (sides.old.length + sides.new.length)) * (division === 'random' ? 1 : SHARE_USED);
  const parts = (rows: Int32Array, learned: number): [number, number] => {
    const tests = division === 'file' && part ? rows.filter((row) => part[row] === 2).length : Math.round((1 - learned) * rows.length);
    return [Math.floor(scale * (rows.length - tests)), Math.floor(scale * tests)];
  };
  const [baseTrain, baseTest] = parts(sides.old, 0.75);
  const [newPool, newTest] = parts(sides.new, 0.6);
  const sizes = { baseTrain, baseTest, newPool, newTest };
  const fewest = Math.max(FEWEST, dataset.classes.length);
  if (Object.values(sizes).some((size) => size < fewest))
    throw new DataError(
      `${sides.old.length} rows are of the old world and ${sides.new.length} of the new one, too few: each of training, pool and both tests needs ${fewest}`,
      { remedy: 'Cut at another time, choose other regimes, or bring more rows.' },
    );
  return sizes;
}

/** A class that only the new world has: who can learn it, and who cannot. */
function newClassNotes({ samples: { y }, classes, target }: Dataset, { old, new: fresh }: Sides): Note[] {
  if (target) return [];
  const [before, after] = [old, fresh].map((rows) => new Set(Array.from(rows, (row) => y[row]!)));
  return classes.flatMap((name, c) =>
    before!.has(c) || !after!.has(c)
      ? []
      : [
          {
            text: `Class “${name}” is only in the new world: the base model has an output for it that never learned it. Repairs that learn from new labels can; doing nothing and those without labels cannot.`,
          },
        ],
  );
}

function usedNote(sides: Sides, { baseTrain, baseTest, newPool, newTest }: SplitSizes): Note[] {
  const all = sides.old.length + sides.new.length;
  const used = baseTrain + baseTest + newPool + newTest;
  const few = used < 0.75 * all;
  return [
    {
      text:
        `Of ${sides.old.length} old rows ${baseTrain} train and ${baseTest} test, of ${sides.new.length} new rows ${newPool} can be learned from and ${newTest} test` +
        (few ? `; ${all - used} rows stay unused.` : '.'),
      ...(few && { option: '--rows to change it' }),
    },
  ];
}

/** Whether its label is a number that is to be told, and no classes were asked for. */
export const tellsNumber = ({ target }: Dataset, { classes, target: asked }: ReadingOptions): boolean =>
  target !== undefined && asked !== 'classes' && !classes?.startsWith('quantiles');

/** What a spec says of files of one's own, read so and with these worlds. */
export const ownDataOf = ({ title, file, sha256 }: Dataset, read: ReadingOptions, { notes: _, ...worlds }: OwnWorlds): AnySpec['data'] =>
  ({
    id: 'own',
    params: { name: title, label: file?.label ?? '', sha256 },
    ...(Object.keys(read).length > 0 && { read }),
    ...worlds,
  }) as AnySpec['data'];

/** The experiment with its rows cut and divided as asked, and what was chosen. Real drift needs no other on top. @throws DataError */
export function cutAs<S extends AnySpec>(
  spec: S,
  dataset: Dataset,
  asked: AskedWorlds,
): { readonly spec: S; readonly notes: readonly Note[] } {
  const { notes, ...worlds } = ownWorlds(dataset, asked);
  const { regimes: _regimes, division: _division, ...data } = spec.data;
  const cut = { ...spec, data: { ...data, ...worlds }, ...(worlds.regimes && { drift: [] }) } as S;
  return { spec: specKindOf(cut).withinPool(cut) as S, notes };
}
