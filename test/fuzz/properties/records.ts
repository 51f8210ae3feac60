/** Runs as files, and the codes of a class. */
import { expect } from 'chai';
import fc from 'fast-check';
import { identified } from '../../../src/record/build.ts';
import { codesIn, readCode } from '../../../src/record/class/code.ts';
import { documentOf } from '../../../src/record/document.ts';
import { readRun } from '../../../src/record/file/read.ts';
import { runText, textOfDocument } from '../../../src/record/file/write.ts';
import { canonicalJson } from '../../../src/spec/canonical.ts';
import { comparisonRun, streamRun } from '../../record/runs.ts';
import { edited, edits, nastyNumber, nastyText, type Edit } from '../nasty.ts';
import { property, type FuzzProperty } from '../property.ts';

const runs = [comparisonRun(), streamRun()];
const texts = runs.map(runText);
const bytesOf = (text: string) => new TextEncoder().encode(text);

export const records: readonly FuzzProperty[] = [
  property<{ readonly which: number; readonly all: readonly Edit[] }>({
    id: 'record-edited',
    holds: 'A run in which anything was changed is refused in words or told to be unsound; nothing is thrown.',
    cases: fc.record({ which: fc.nat(1), all: edits }),
    short: 10,
    check({ which, all }) {
      const before = documentOf(runs[which]!);
      const after = edited(before, all);
      const text = textOfDocument(after) ?? '';
      const read = readRun(bytesOf(text));
      if (!read.ok) expect(read.message).to.match(/^This is no record of a run that can be read: ./);
      else if (read.sound) expect(canonicalJson(read.document)).to.equal(canonicalJson(before));
    },
  }),
  property<{ readonly which: number; readonly at: number; readonly put: string; readonly gone: number }>({
    id: 'record-text',
    holds: 'The text of a run with letters changed is refused in words, told to be unsound, or is the same run.',
    cases: fc.record({ which: fc.nat(1), at: fc.nat(), put: nastyText, gone: fc.nat(5) }),
    short: 10,
    check({ which, at, put, gone }) {
      const text = texts[which]!;
      const from = at % text.length;
      const read = readRun(bytesOf(text.slice(0, from) + put + text.slice(from + gone)));
      if (read.ok && read.sound) expect(read.record.runId).to.equal(runs[which]!.runId);
    },
  }),
  property<{ readonly which: number; readonly durationMs: number; readonly title: string; readonly app: string }>({
    id: 'record-written',
    holds: 'A run is written and read back as itself, whatever its times and names are, or names the place that it cannot hold.',
    cases: fc.record({ which: fc.nat(1), durationMs: nastyNumber, title: nastyText, app: nastyText }),
    short: 10,
    check({ which, durationMs, title, app }) {
      const { runId: _, ...run } = runs[which]!;
      const changed = { ...run, durationMs, data: { ...run.data, title }, environment: { ...run.environment, app } };
      let record;
      try {
        record = identified(changed as Parameters<typeof identified>[0]);
      } catch (error) {
        expect((error as Error).message).to.match(/^the record cannot be written \((durationMs|data\.title|environment\.app): /);
        return;
      }
      const read = readRun(bytesOf(runText(record)));
      if (read.ok) expect(canonicalJson(read.document)).to.equal(canonicalJson(documentOf(record)));
      else expect(read.message).to.match(/durationMs|title|app/);
    },
  }),
  property<string>({
    id: 'class-code',
    holds: 'Any text is a code or is refused in words.',
    cases: fc.oneof(
      nastyText,
      fc.stringMatching(/^DL1[A-Z2-7]{0,60}$/),
      fc.array(fc.stringMatching(/^DL1[A-Z2-7]{10,40}$/)).map((all) => all.join(' ')),
    ),
    short: 60,
    check(text) {
      const result = readCode(text);
      if (!result.ok) expect(result.why).to.have.length.above(5);
      expect(codesIn(text)).to.be.an('array');
    },
  }),
];
