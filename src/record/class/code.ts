/**
 * What one machine's part of a class comes to, as a text of at most 300 letters that fits into a QR code.
 *
 * `DL1`, then bits as base32 (RFC 4648), then 50 bits of SHA-256 over all letters before. Base32, since a QR code holds capitals and digits in 5½ bits a
 * letter and mixed letters in 8: a bit costs 1.10 bits of the code, of base64url 1.33. Base45 (RFC 9285) costs 1.03, and has spaces, colons and slashes,
 * which chats and people take for the end of a word. Right answers are counted, not rounded: what is pooled are the numbers of the run.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { EngineName } from '../../contracts/trainer.ts';
import { engines } from '../../spec/engines.ts';
import { MOST_SEATS } from '../../spec/seat.ts';
import type { Spec } from '../../spec/schema.ts';
import { BitReader, BitWriter, widthOf } from './bits.ts';

/** How codes of this form begin; the digit is the version of the form, and no letter of base32. */
const PREFIX = 'DL1';
export const MOST_LETTERS = 300;
/** Letters of the checksum, 5 bits each. */
const CHECK_LETTERS = 10;
const MOST_MACHINE_LETTERS = 15;

/** One repair on one seed: right answers on held-out rows. */
interface Cell {
  readonly diverged: boolean;
  readonly rightNew: number;
  readonly rightOld: number;
}

/** What a code says. Nothing in it is evidence: whoever wants to know runs the same seeds. */
export interface ClassCode {
  readonly experiment: string;
  readonly app: string;
  readonly root: number;
  /** 1 … 9999; 0 of a run that was taken at no seat. */
  readonly seat: number;
  readonly seeds: number;
  /** For each repair of the experiment in its order, whether it ran. */
  readonly ran: readonly boolean[];
  readonly rowsNew: number;
  readonly rowsOld: number;
  /** Share of the most frequent class, in single precision. */
  readonly majority: number;
  readonly freshRows: boolean;
  readonly engine: EngineName;
  /** As the machine calls itself. */
  readonly machine: string;
  /** Of all trainings together. */
  readonly trainMs: number;
  /** Floating-point operations of a mean training of each repair that ran, to four digits or more. */
  readonly flops: readonly number[];
  /** Mean recall of the unrepaired model on old rows by seed, to 1/65535, and the classes that have some; absent where it did not run, or with fewer than two. */
  readonly recallOld?: { readonly classes: number; readonly means: readonly number[] };
  /** `[seeds][repairs that ran]` */
  readonly cells: readonly (readonly Cell[])[];
}

export type CodeResult = { readonly ok: true; readonly code: ClassCode } | { readonly ok: false; readonly why: string };

const HEX = 16;
/** Widths of what is always there. */
const bitsOf = {
  experiment: [24, 24],
  app: 24,
  root: 32,
  seat: 14,
  seeds: 7,
  arms: 5,
  majority: 32,
  engine: 3,
  machine: 4,
  letter: 7,
  flops: 24,
  classes: 8,
  recall: 16,
} as const;
const RECALL_STEPS = 2 ** bitsOf.recall - 1;

const float = new DataView(new ArrayBuffer(4));
function bitsOfFloat(value: number): number {
  float.setFloat32(0, value);
  return float.getUint32(0);
}
function floatOfBits(bits: number): number {
  float.setUint32(0, bits);
  return float.getFloat32(0);
}

/** A code as letters. @throws RangeError for numbers that it cannot hold, and for more letters than 300 */
export function writeCode(code: ClassCode): string {
  const bits = new BitWriter();
  const [high, low] = [code.experiment.slice(0, 6), code.experiment.slice(6)].map((part) => parseInt(part, HEX));
  bits.put(high!, bitsOf.experiment[0]);
  bits.put(low!, bitsOf.experiment[1]);
  bits.put(parseInt(code.app, HEX), bitsOf.app);
  bits.put(code.root, bitsOf.root);
  bits.put(code.seat, bitsOf.seat);
  bits.put(code.seeds, bitsOf.seeds);
  bits.put(code.ran.length, bitsOf.arms);
  for (const ran of code.ran) bits.put(Number(ran), 1);
  bits.putSized(code.rowsNew);
  bits.putSized(code.rowsOld);
  bits.put(bitsOfFloat(code.majority), bitsOf.majority);
  bits.put(Number(code.freshRows), 1);
  bits.put(
    engines.findIndex(({ id }) => id === code.engine),
    bitsOf.engine,
  );
  const machine = [...code.machine].filter((letter) => letter >= ' ' && letter <= '~').slice(0, MOST_MACHINE_LETTERS);
  bits.put(machine.length, bitsOf.machine);
  for (const letter of machine) bits.put(letter.charCodeAt(0), bitsOf.letter);
  bits.putSized(code.trainMs);
  for (const flops of code.flops) bits.put(Math.floor(bitsOfFloat(flops) / 2 ** (32 - bitsOf.flops)), bitsOf.flops);
  bits.put(code.recallOld?.classes ?? 0, bitsOf.classes);
  for (const mean of code.recallOld?.means ?? []) bits.put(Math.round(mean * RECALL_STEPS), bitsOf.recall);
  for (const { diverged, rightNew, rightOld } of code.cells.flat()) {
    bits.put(Number(diverged), 1);
    bits.put(rightNew, widthOf(code.rowsNew));
    bits.put(rightOld, widthOf(code.rowsOld));
  }
  const body = `${PREFIX}${bits.letters}`;
  const text = `${body}${checkOf(body)}`;
  if (text.length > MOST_LETTERS) throw new RangeError(`the code has ${text.length} letters; ${MOST_LETTERS} are the most`);
  return text;
}

function checkOf(body: string): string {
  const digest = sha256(utf8ToBytes(body));
  const bits = new BitWriter();
  for (const byte of digest.slice(0, 7)) bits.put(byte, 8);
  return bits.letters.slice(0, CHECK_LETTERS);
}

/** Reads a code. Never throws; `why` follows a colon. */
export function readCode(text: string): CodeResult {
  const refused = (why: string): CodeResult => ({ ok: false, why });
  if (!text.startsWith(PREFIX))
    return refused(
      /^DL\d/.test(text)
        ? 'its form is of another version of Drift Lab; use the same version everywhere'
        : `this is no code of a class, which begins with ${PREFIX}; copy the whole code`,
    );
  if (text.length > MOST_LETTERS) return refused(`it has more than ${MOST_LETTERS} letters; copy one code alone`);
  const body = text.slice(0, -CHECK_LETTERS);
  if (body.length <= PREFIX.length || text.slice(-CHECK_LETTERS) !== checkOf(body))
    return refused('it was cut short or altered: its checksum does not match; scan or copy it again');
  try {
    const code = decoded(new BitReader(body.slice(PREFIX.length)));
    const why = implausible(code);
    return why === undefined ? { ok: true, code } : refused(why);
  } catch {
    return refused('its checksum is right and its content is not: it was made by hand');
  }
}

function decoded(bits: BitReader): ClassCode {
  const hex = (width: number) =>
    bits
      .take(width)
      .toString(HEX)
      .padStart(width / 4, '0');
  const flag = () => bits.take(1) === 1;
  const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  const experiment = bitsOf.experiment.map(hex).join('');
  const [app, root, seat, seeds] = [hex(bitsOf.app), bits.take(bitsOf.root), bits.take(bitsOf.seat), bits.take(bitsOf.seeds)];
  const ran = times(bits.take(bitsOf.arms), flag);
  const arms = ran.filter(Boolean).length;
  const [rowsNew, rowsOld] = [bits.takeSized(), bits.takeSized()];
  const [majority, freshRows] = [floatOfBits(bits.take(bitsOf.majority)), flag()];
  const engine = engines[bits.take(bitsOf.engine)]!.id;
  const machine = String.fromCharCode(...times(bits.take(bitsOf.machine), () => bits.take(bitsOf.letter)));
  const trainMs = bits.takeSized();
  const flops = times(arms, () => floatOfBits(bits.take(bitsOf.flops) * 2 ** (32 - bitsOf.flops)));
  const classes = bits.take(bitsOf.classes);
  const means = times(classes ? seeds : 0, () => bits.take(bitsOf.recall) / RECALL_STEPS);
  const cell = (): Cell => ({ diverged: flag(), rightNew: bits.take(widthOf(rowsNew)), rightOld: bits.take(widthOf(rowsOld)) });
  const cells = times(seeds, () => times(arms, cell));
  if (!bits.ended) throw new RangeError('more bits than are meant');
  return {
    ...{ experiment, app, root, seat, seeds, ran, rowsNew, rowsOld, majority, freshRows, engine, machine, trainMs, flops, cells },
    ...(classes && { recallOld: { classes, means } }),
  };
}

/** What no run can have come to, in words. */
function implausible({ seat, seeds, ran, rowsNew, rowsOld, majority, flops, cells }: ClassCode): string | undefined {
  if (seat > MOST_SEATS || seeds === 0 || !ran.includes(true)) return 'it is of no seat, of no seeds or of no repair';
  if (rowsNew === 0 || rowsOld === 0) return 'it was measured on no rows';
  if (cells.flat().some(({ rightNew, rightOld }) => rightNew > rowsNew || rightOld > rowsOld)) return 'it has more right answers than rows';
  const real = (value: number) => Number.isFinite(value) && value >= 0;
  if (!real(majority) || majority > 1 || !flops.every(real)) return 'it has figures that are no numbers';
  return undefined;
}

/** All that looks like a code in a text, whatever stands between: spaces, lines, commas, quotes. What is long enough to be one and is none is told, too. */
export function codesIn(text: string): string[] {
  const words = text.split(/[^A-Za-z0-9]+/);
  return words.filter((word) => /^DL\d/.test(word) || word.length >= LONG_WORD);
}
/** No word of a language that people write in is longer. */
const LONG_WORD = 60;

/** Letters that the longest code of that experiment has: known before anything is run. */
export function lettersOf({ arms, seeds, data: { split } }: Pick<Spec, 'arms' | 'seeds' | 'data'>): number {
  const fixed =
    bitsOf.experiment[0] + bitsOf.experiment[1] + bitsOf.app + bitsOf.root + bitsOf.seat + bitsOf.seeds + bitsOf.arms + bitsOf.majority + 1 +
    bitsOf.engine + bitsOf.machine + bitsOf.letter * MOST_MACHINE_LETTERS + bitsOf.classes; // prettier-ignore
  const [wideNew, wideOld] = [widthOf(split.newTest), widthOf(split.baseTest)];
  const sized = 5 + wideNew + 5 + wideOld + 5 + 31;
  const bits = fixed + sized + arms.length * (1 + bitsOf.flops) + seeds.count * (bitsOf.recall + arms.length * (1 + wideNew + wideOld));
  return PREFIX.length + Math.ceil(bits / 5) + CHECK_LETTERS;
}
