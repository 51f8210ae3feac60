import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../../../src/contracts/record.ts';
import { gunzipSync, gzipSync, strToU8 } from 'fflate';
import { expect } from 'chai';
import fc from 'fast-check';
import { readRun } from '../../../src/record/file/read.ts';
import { unpacked, type Json } from '../../../src/record/file/columns.ts';
import { runBytes, runText, textOfDocument } from '../../../src/record/file/write.ts';
import { differences } from '../../../src/record/differences.ts';
import { contentId } from '../../../src/spec/canonical.ts';
import { documentOf } from '../../../src/record/document.ts';
import { comparisonRun, fixture, read, streamRun } from '../runs.ts';

const message = (bytes: Uint8Array | string): string => {
  const run = readRun(typeof bytes === 'string' ? strToU8(bytes) : bytes);
  return run.ok ? '' : run.message;
};

describe('a run as a file', () => {
  for (const [kind, make] of [
    ['comparison', comparisonRun],
    ['stream', streamRun],
  ] as const) {
    it(`comes back as it was: ${kind}`, () => {
      const record = make();
      for (const file of [runText(record), `${runText(record)}\n`, runBytes(record), JSON.stringify(documentOf(record), null, 1)]) {
        const again = read(file);
        expect(again.sound).to.equal(true);
        expect(again.notes).to.deep.equal([]);
        expect(differences(again.record, record)).to.deep.equal([]);
      }
    });

    it(`notices any single changed letter: ${kind}`, () => {
      const bytes = strToU8(runText(make()));
      fc.assert(
        fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 32, max: 126 }), (at, letter) => {
          fc.pre(bytes[at] !== letter);
          const changed = bytes.slice();
          changed[at] = letter;
          const run = readRun(changed);
          expect(!run.ok || !run.sound || run.notes.length > 0, String.fromCharCode(...changed.slice(at - 20, at + 20))).to.equal(true);
        }),
        { numRuns: 400 },
      );
    });
  }

  it('reads what was written before records had this form, and says so', () => {
    for (const name of ['compare.v0.json.gz', 'stream.v0.json.gz']) {
      const { sound, notes, record } = read(fixture(name));
      expect([name, sound]).to.deep.equal([name, true]);
      expect(notes).to.have.length(1);
      expect(record.formerId).to.match(/^sha256:/);
    }
  });

  it('is the same file and the same run with a minus zero in it as with a zero, as canonical JSON has it (RFC 8785)', () => {
    const record = comparisonRun();
    const zero = (value: number) => ({ ...record, results: record.results.map((each) => ({ ...each, moved: { ...each.moved, first: value } })) }) as unknown as RunRecord; // prettier-ignore
    expect(contentId(zero(-0))).to.equal(contentId(zero(0)));
    expect(runText(zero(-0))).to.equal(runText(zero(0)));
    expect(read(runText(zero(-0))).notes).to.deep.equal([]);
  });

  it('knows the letters of files that were written before lists were tightened, and needs fewer', () => {
    // A quick run of 72 repeats, as an earlier build of version 1 wrote it: 64 kB.
    const before = Buffer.from(gunzipSync(readFileSync(join(import.meta.dirname, '../fixtures/compare.v1-letters.json.gz'))));
    const run = read(before);
    expect([run.sound, run.notes, (run.record as RunRecord).results.length]).to.deep.equal([true, [], 72]);
    const now = textOfDocument(run.document);
    expect(strToU8(now).length).to.be.below(60_000);
    expect(unpacked(JSON.parse(now) as Json), 'without losing a digit').to.deep.equal(unpacked(JSON.parse(before.toString()) as Json));
    expect(read(now).notes).to.deep.equal([]);
  });

  it('refuses, in words, what is no run', () => {
    const whole = runText(comparisonRun());
    const deep = `${'['.repeat(100)}${']'.repeat(100)}`;
    const cases: readonly (readonly [string, Uint8Array | string, RegExp])[] = [
      ['nothing', '', /empty/],
      ['half a file', whole.slice(0, whole.length / 2), /not JSON/],
      ['half a gzip file', runBytes(comparisonRun()).slice(0, 900), /in the middle|invalid|unexpected/],
      ['something else', '{"a":1}', /no record/],
      ['a list', '[1,2]', /no JSON object/],
      ['a later version', whole.replace('"version":1', '"version":999'), /version 999.*newer/],
      [
        'a number beyond all bounds',
        whole.replace(/"durationMs":[\d.]+/, '"durationMs":1e999'),
        /durationMs: expected a number that JSON can hold/,
      ],
      ['a hundred lists in each other', `{"a":${deep}}`, /nested/],
      ['a name of JavaScript’s own', '{"__proto__":{"ok":true}}', /__proto__/],
      ['half a letter', '{"a":"\\ud800"}', /half a letter/],
      ['what inflates without end', gzipSync(new Uint8Array(80 * 2 ** 20)), /inflates to more/],
      ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0xfd]), /no record of a run/],
    ];
    for (const [what, file, expected] of cases) expect(message(file), what).to.match(expected);
  });

  it('shows names that are markup as they are', () => {
    const record = comparisonRun();
    const hostile = { ...record, data: { ...record.data, title: '<img src=x onerror=alert(1)>\u202Eevil' } };
    const run = read(runText(hostile));
    expect(run.sound).to.equal(false);
    expect(run.record.data.title).to.equal(hostile.data.title);
  });
});
