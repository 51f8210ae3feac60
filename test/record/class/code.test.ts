import { expect } from 'chai';
import fc from 'fast-check';
import { codesIn, lettersOf, MOST_LETTERS, readCode, writeCode, type ClassCode } from '../../../src/record/class/code.ts';
import { codeOf, whyNoCodes } from '../../../src/record/class/code-of.ts';
import { machineName } from '../../../src/record/class/machine.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { comparisonRun } from '../runs.ts';
import { engines } from '../../../src/spec/engines.ts';

const hex = (letters: number) =>
  fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: letters, maxLength: letters }).map((all) => all.join(''));

/** Any part that a class may come to: up to four seeds of six repairs on up to 60,000 rows. */
const parts: fc.Arbitrary<ClassCode> = fc
  .record({
    seeds: fc.integer({ min: 1, max: 4 }),
    ran: fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }).filter((ran) => ran.includes(true)),
    rowsNew: fc.integer({ min: 1, max: 60_000 }),
    rowsOld: fc.integer({ min: 1, max: 60_000 }),
  })
  .chain(({ seeds, ran, rowsNew, rowsOld }) => {
    const arms = ran.filter(Boolean).length;
    const cell = fc.record({
      diverged: fc.boolean(),
      rightNew: fc.integer({ min: 0, max: rowsNew }),
      rightOld: fc.integer({ min: 0, max: rowsOld }),
    });
    const exactly = <T>(count: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: count, maxLength: count });
    return fc.record(
      {
        ...{ seeds: fc.constant(seeds), ran: fc.constant(ran), rowsNew: fc.constant(rowsNew), rowsOld: fc.constant(rowsOld) },
        ...{ experiment: hex(12), app: hex(6), root: fc.integer({ min: 0, max: 2 ** 32 - 1 }), seat: fc.integer({ min: 0, max: 9999 }) },
        majority: fc.float({ min: 0, max: 1, noNaN: true }),
        freshRows: fc.boolean(),
        engine: fc.constantFrom(...engines.map(({ id }) => id)),
        machine: fc.string({ unit: fc.constantFrom(...'Windows Firefox 1'), maxLength: 15 }),
        trainMs: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
        flops: exactly(arms, fc.float({ min: 0, max: Math.fround(1e15), noNaN: true }).map((value) => top24(Math.fround(value)))), // prettier-ignore
        recallOld: fc.record({ classes: fc.integer({ min: 2, max: 200 }), means: exactly(seeds, fc.integer({ min: 0, max: 65535 }).map((step) => step / 65535)) }), // prettier-ignore
        cells: exactly(seeds, exactly(arms, cell)),
      },
      { requiredKeys: ['seeds', 'ran', 'rowsNew', 'rowsOld', 'experiment', 'app', 'root', 'seat', 'majority', 'freshRows', 'engine', 'machine', 'trainMs', 'flops', 'cells'] }, // prettier-ignore
    );
  }) as fc.Arbitrary<ClassCode>;

/** The highest 24 bits of a number of single precision: what the code keeps. */
function top24(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  view.setUint8(3, 0);
  return view.getFloat32(0);
}

const why = (text: string): string => {
  const read = readCode(text);
  return read.ok ? 'taken' : read.why;
};

describe('the code of a part', () => {
  it('comes back as it was, in 300 letters at most, all of them capitals and digits', () => {
    fc.assert(
      fc.property(parts, (part) => {
        const text = writeCode(part);
        expect(text).to.match(/^DL1[A-Z2-7]+$/);
        expect(text.length).to.be.at.most(MOST_LETTERS);
        expect(readCode(text)).to.deep.equal({ ok: true, code: part });
      }),
      { numRuns: 300 },
    );
  });
  it('is refused when any one letter is another', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz-_ .ä'];
    fc.assert(
      fc.property(parts, fc.nat(), fc.constantFrom(...letters), (part, at, letter) => {
        const text = writeCode(part);
        const i = at % text.length;
        if (text[i] === letter) return;
        expect(readCode(text.slice(0, i) + letter + text.slice(i + 1)).ok).to.equal(false);
      }),
      { numRuns: 1000 },
    );
    // Every place of one code, with every letter there is.
    const text = writeCode(fc.sample(parts, { numRuns: 1, seed: 3 })[0]!);
    for (let i = 0; i < text.length; i++)
      for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')
        if (letter !== text[i]) expect(readCode(text.slice(0, i) + letter + text.slice(i + 1)).ok).to.equal(false);
  });
  it('is refused when it was cut short anywhere, or has more behind it', () => {
    fc.assert(
      fc.property(parts, fc.nat(), (part, at) => {
        const text = writeCode(part);
        expect(readCode(text.slice(0, at % text.length)).ok).to.equal(false);
        expect(readCode(`${text}A`).ok).to.equal(false);
      }),
    );
  });
  it('says why: cut or altered, no code, another form, too long, made by hand', () => {
    const text = writeCode(fc.sample(parts, { numRuns: 1, seed: 3 })[0]!);
    expect(why(text.slice(0, -1))).to.match(/cut short or altered/);
    expect(why('hello')).to.match(/no code of a class/);
    expect(why('')).to.match(/no code of a class/);
    expect(why(`DL2${text.slice(3)}`)).to.match(/another version/);
    expect(why(`DL1${'A'.repeat(400)}`)).to.match(/more than 300 letters/);
  });
  it('never throws at garbage', () => {
    fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => void expect(readCode(text).ok).to.equal(false)));
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'), maxLength: 280 }), (text) => void expect(readCode(`DL1${text}`).ok).to.equal(false))); // prettier-ignore
  });
  it('takes no figures that are none, on either side', () => {
    const [part] = fc.sample(parts, { numRuns: 1, seed: 5 }) as [ClassCode];
    expect(() => writeCode({ ...part, trainMs: NaN })).to.throw(RangeError);
    expect(() => writeCode({ ...part, root: -1 })).to.throw(RangeError);
    expect(() => writeCode({ ...part, seat: 0.5 })).to.throw(RangeError);
    expect(() => writeCode({ ...part, cells: [[{ diverged: false, rightNew: NaN, rightOld: 0 }]] })).to.throw(RangeError);
    // With a right checksum, and yet not plausible.
    expect(why(writeCode({ ...part, majority: NaN }))).to.match(/no numbers/);
    expect(why(writeCode({ ...part, flops: part.flops.map(() => Infinity) }))).to.match(/no numbers/);
    expect(why(writeCode({ ...part, rowsNew: 0, cells: part.cells.map((row) => row.map((cell) => ({ ...cell, rightNew: 0 }))) }))).to.match(/no rows/); // prettier-ignore
    const beyond = { ...part, rowsNew: 40, cells: part.cells.map((row) => row.map((cell) => ({ ...cell, rightNew: 63 }))) };
    expect(why(writeCode(beyond))).to.match(/more right answers than rows/);
    expect(why(writeCode({ ...part, seat: 10_000 }))).to.match(/no seat/);
  });
  it('of four seeds of six repairs on 60,000 rows has room', () => {
    const spec = { arms: Array.from({ length: 6 }, () => ({ id: 'none' })), seeds: { root: 1, count: 4 }, data: { split: { newTest: 60_000, baseTest: 60_000 } } }; // prettier-ignore
    expect(lettersOf(spec as never)).to.be.at.most(MOST_LETTERS);
  });
  it('is told to be too long before anything is run', () => {
    const { spec } = presets.quick;
    const arms = Array.from({ length: 30 }, (_, i) => ({ id: `r${i}` }));
    expect(whyNoCodes({ ...spec, arms, seeds: { root: 1, count: 4 } })).to.match(/do not fit into a code: \d+ letters/);
    expect(whyNoCodes({ ...spec, seeds: { root: 1, count: 5 } })).to.match(/at most 4 seeds/);
    expect(whyNoCodes({ ...spec, seeds: { root: 1, count: 2 } })).to.equal(undefined);
  });
});

describe('the code of a run', () => {
  const fixed = () => {
    const record = comparisonRun();
    const { race: _, ...seeds } = record.spec.seeds as { race?: true; root: number; count: number };
    return { ...record, spec: { ...record.spec, seeds } };
  };
  it('holds the right answers of every repair and seed', () => {
    const record = fixed();
    const written = codeOf({ ...record, results: record.results.filter(({ seed }) => seed < 2) }, 17);
    if ('why' in written) throw new Error(written.why);
    const read = readCode(written.text);
    if (!read.ok) throw new Error(read.why);
    const { code } = read;
    expect([code.seat, code.seeds, code.root]).to.deep.equal([17, 2, record.spec.seeds.root]);
    for (const { seed, arm, measures } of record.results.filter((result) => result.seed < 2)) {
      const cell = code.cells[seed]![record.spec.arms.findIndex(({ id }) => id === arm)]!;
      expect(cell.rightNew / code.rowsNew).to.be.closeTo(measures.accuracyNew, 1e-12);
      expect(cell.rightOld / code.rowsOld).to.be.closeTo(measures.accuracyOld, 1e-12);
    }
  });
  it('is none of a run that was stopped, of a race, of accuracies that are no counts', () => {
    const record = fixed();
    const reason = (changed: object) => codeOf({ ...record, ...changed }, 1) as { why?: string };
    expect(reason({ aborted: [{ seed: 0, arm: 'none' }] }).why).to.match(/stopped by hand/);
    expect(reason({ spec: { ...record.spec, seeds: { ...record.spec.seeds, race: true } } }).why).to.match(/race/);
    const results = record.results.map((each) => ({ ...each, measures: { ...each.measures, accuracyNew: 0.12345 } }));
    expect(reason({ results }).why).to.match(/no counts/);
    expect(reason({ results: record.results.slice(1) }).why).to.match(/every seed/);
  });
});

describe('codes in a text', () => {
  it('are found whatever stands between them', () => {
    const some = fc.sample(parts, { numRuns: 4, seed: 8 }).map(writeCode);
    for (const between of [' ', '\n', ', ', ';', '\t', '" | "', '\r\n\r\nAnna: ']) expect(codesIn(some.join(between))).to.deep.equal(some);
  });
  it('are none in what people write', () => {
    expect(codesIn('Here is mine, sorry for the wait! https://example.org/a')).to.deep.equal([]);
  });
  it('are told when they are long enough and none', () => {
    expect(codesIn(`XX1${'A'.repeat(80)}`)).to.have.length(1);
  });
});

it('a machine is called by its system and browser', () => {
  expect(machineName('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Gecko/20100101 Firefox/142.0')).to.equal('Windows Firefox');
  expect(machineName('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0')).to.equal('Windows Edge'); // prettier-ignore
  expect(machineName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1')).to.equal('iPhone Safari'); // prettier-ignore
  expect(machineName('')).to.equal('unknown');
});
