/** What comes in from outside, fault by fault; the names F-31 … F-38 are those of the table of faults that the lab was planned with. */
import { expect } from 'chai';
import { deflateSync, gzipSync, strToU8, zipSync } from 'fflate';
import { sha256 } from '@noble/hashes/sha2.js';
import { DataError } from '../../src/data/errors.ts';
import { readOwnFiles } from '../../src/data/readers/read-own.ts';
import { csvLine } from '../../src/data/writers/csv-text.ts';
import { factsOf } from '../../src/experiment/data-facts.ts';
import { checkAny } from '../../src/experiment/kinds/registry.ts';
import { report } from '../../src/record/export/html/report.ts';
import { readRun } from '../../src/record/file/read.ts';
import { runText } from '../../src/record/file/write.ts';
import { specId } from '../../src/spec/canonical.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { decodeLink, encodeLink } from '../../src/spec/link.ts';
import { describeIssues, parseAny, parseSpecText } from '../../src/spec/parse.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { loadDataset } from '../../datasets/registry.ts';
import { comparisonRun } from '../record/runs.ts';

const quick = presets.quick.spec;
const specText = (changes: object) => JSON.stringify({ ...quick, ...changes });
const refusedSpec = (text: string): string => {
  const result = parseSpecText(text);
  return result.ok ? '' : describeIssues(result.issues);
};
const refusedRun = (content: string | Uint8Array): string => {
  const run = readRun(typeof content === 'string' ? strToU8(content) : content);
  return run.ok ? '' : run.message;
};
const refusedFile = async (name: string, content: string | Uint8Array<ArrayBuffer>): Promise<string> => {
  const error: unknown = await readOwnFiles([new File([content], name)]).catch((reason: unknown) => reason);
  if (!(error instanceof DataError)) return '';
  return `${error.message}. ${error.remedy}`;
};
const bytes = (made: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(made);
/** A link of any content with a right checksum. */
function linkOf(json: string): string {
  const text = (made: Uint8Array) => Buffer.from(made).toString('base64url');
  const start = `r2=${text(deflateSync(strToU8(json), { level: 9 }))}`;
  return `${start}.${text(sha256(strToU8(start))).slice(0, 10)}`;
}
const refusedLink = (json: string): string => {
  const result = decodeLink(linkOf(json));
  return result.ok ? '' : result.message;
};

describe('what comes in from outside', () => {
  it('F-31: what is not JSON, or of another version, is refused with its place', async () => {
    expect(refusedSpec('{"seeds":')).to.match(/^not JSON: /);
    expect(refusedSpec(specText({ version: 2 }))).to.match(/^version: this version of Drift Lab reads spec version 1/);
    expect(refusedRun('{"format":')).to.match(/it is not JSON/);
    expect(refusedRun(runText(comparisonRun()).replace('"version":1', '"version":2'))).to.match(/version 2.*newer/);
    expect(refusedLink('{"seeds":')).to.match(/cannot be read/);
    expect(refusedLink('{"version":[2]}')).to.match(/cannot run: version: this version of Drift Lab reads spec version 1/);
    expect(await refusedFile('a.jsonl', '{"a":1,"label":"x"}\n{"a":')).to.match(/this is not JSON.*one flat object a line/s);
  });

  it('F-32: names that JavaScript keeps for itself reach no prototype, and are refused where they are no data', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      const inside = `"${name}":{"polluted":true}`;
      expect(refusedSpec(`{${inside}}`)).to.equal(`${name}: unknown key`);
      expect(refusedSpec(`{"drift":[{"id":"contrast","severity":1,"params":{${inside}}}]}`)).to.equal(
        `drift[0].params.${name}: there is no such parameter`,
      );
      expect(refusedRun(runText(comparisonRun()).replace('{', `{${inside},`))).to.contain(`${name}: unknown key`);
      expect(refusedLink(`{"seeds":{"${name}":[7]}}`)).to.match(/malformed|unknown key/);
    }
    // In a table they are names like any other: rows are kept by place, not by name.
    const rows = Array.from({ length: 30 }, (_, i) => `{"__proto__":${i},"constructor":${i % 7},"label":"${i % 2 ? 'a' : 'b'}"}`);
    const { columns } = await readOwnFiles([new File([rows.join('\n')], 'a.jsonl')]);
    expect(columns.map(({ name }) => name)).to.deep.equal(['__proto__', 'constructor']);
    expect(({} as { polluted?: boolean }).polluted).to.equal(undefined);
    expect(Object.keys(Object.prototype)).to.deep.equal([]);
  });

  it('F-33: what is huge, deep, or unpacks without end is refused before it is held', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    // Forty levels rather than 32: a model of Keras is nested a little deeper than our own documents.
    expect(refusedSpec(`{"drift":${deep}}`)).to.match(/is nested more than 40 deep$/);
    expect(refusedRun(`{"a":${deep}}`)).to.match(/is nested more than 40 deep/);
    expect(refusedLink(`{"drift":[${deep.slice(0, 50)}`)).to.match(/cannot be read/);
    const zeros = new Uint8Array(80 * 2 ** 20);
    expect(refusedRun(gzipSync(zeros))).to.match(/inflates to more than 64 MiB/);
    expect(refusedLink(`"${'a'.repeat(2_000_000)}"`)).to.match(/it is too large/);
    expect(await refusedFile('bomb.zip', bytes(zipSync({ 'a.csv': zeros })))).to.match(/bomb|unpacks|times/i);
    expect(await refusedFile('a.jsonl', `{"a":"${'x'.repeat(1.1e6)}"`)).to.match(/more than 1,048,576 characters/);
  });

  it('F-34: what JSON cannot hold is refused with its path; −0 is 0, as RFC 8785 has it', async () => {
    for (const number of ['1e999', '-1e999']) {
      expect(refusedSpec(specText({}).replace('"severity":', `"severity":${number},"x":`))).to.match(
        /^drift\[0\]\.severity: expected a number that JSON can hold/,
      );
      expect(refusedRun(runText(comparisonRun()).replace(/"durationMs":[\d.]+/, `"durationMs":${number}`))).to.match(
        /durationMs: expected a number/,
      );
    }
    expect(parseAny({ ...quick, measure: { ...quick.measure, margin: NaN } })).to.deep.include({ ok: false });
    expect(refusedSpec(specText({ data: { ...quick.data, id: '\ud800' } }))).to.match(/^data\.id: holds half a letter/);
    const [zero, minus] = [0, -0].map((margin): Spec => ({ ...quick, measure: { ...quick.measure, margin } }));
    expect(parseAny(minus).ok).to.equal(true);
    expect([specId(minus!), encodeLink(minus!)]).to.deep.equal([specId(zero!), encodeLink(zero!)]);
    // In rows they are cells: infinite ones are missing, halves of letters are replaced, and both are said.
    const rows = Array.from({ length: 60 }, (_, i) => `{"a":${i === 3 ? '1e999' : i},"b":${i % 5},"label":"${i % 2 ? '\\ud800' : 'b'}"}`);
    const { samples, classes, notes } = await readOwnFiles([new File([rows.join('\n')], 'a.jsonl')]);
    expect(samples.x.every((value) => Math.abs(value) !== Infinity)).to.equal(true);
    expect(classes).to.deep.equal(['b', '\ufffd']);
    expect(notes.join('\n'))
      .to.match(/line 4 holds “Infinity”: 1 cell is read as missing/)
      .and.to.match(/Halves of characters/);
  });

  it('F-36: names are text: markup in them does nothing, letters that turn the direction stay in their place, endless ones are refused', () => {
    const record = comparisonRun();
    const evil = '<img src=x onerror=alert(1)>\u202e"\'</script><script>alert(2)</script>';
    const page = report({ ...record, data: { ...record.data, title: evil, classes: record.data.classes.map((name) => `${evil}${name}`) } });
    expect(page).to.not.contain('<img src=x').and.to.not.contain('<script>alert(2)');
    expect(
      refusedSpec(
        specText({ data: { id: 'own', params: { name: 'x'.repeat(10_000), label: '', sha256: '0'.repeat(64) }, split: quick.data.split } }),
      ),
    ).to.match(/^data\.params\.name: /);
  });

  it('F-37: no text is a formula in a table that people open; numbers stay', () => {
    expect(csvLine(['=HYPERLINK("http://x")', '+1+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1'])).to.equal(
      `"'=HYPERLINK(""http://x"")",'+1+1,'-2+3,'@SUM(A1),'\t=1,"'\r=1"`,
    );
    expect(csvLine([-0.53, '-0.53', '+7', 0, null])).to.equal('-0.53,-0.53,+7,0,');
  });

  it('F-38: a spec that asks for too much is refused by its bounds, and by the work and memory that it would take', async () => {
    expect(refusedSpec(specText({ model: { family: 'mlp', params: { hidden: Array(100).fill(4) } } }))).to.match(
      /^model\.params\.hidden: takes at most 8/,
    );
    expect(refusedSpec(specText({ model: { family: 'mlp', params: { hidden: [1e9] } } }))).to.match(
      /^model\.params\.hidden\[0\]: must be at most 4096/,
    );
    expect(refusedSpec(specText({ base: { ...quick.base, epochs: 1e9 } }))).to.match(/^base\.epochs: must be at most 100000/);
    expect(parseAny({ ...quick, base: { ...quick.base, learningRate: NaN } }).ok).to.equal(false);
    const dataset = await loadDataset('digits', 500, 1, {});
    const most: Spec = {
      ...quick,
      model: { family: 'mlp', params: { hidden: [4096, 4096] } },
      base: { ...quick.base, epochs: 100_000 },
      seeds: { root: 1, count: 100 },
    };
    expect(parseAny(most).ok).to.equal(true);
    expect(
      checkAny(most, factsOf(dataset))
        .map(({ message }) => message)
        .join('\n'),
    ).to.match(/TFLOP, and 200 is the limit/);
  });
});
