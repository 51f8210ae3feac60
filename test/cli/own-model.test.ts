import { expect } from 'chai';
import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../../src/cli/cli-error.ts';
import type { Given } from '../../src/cli/command.ts';
import { headOf, modelFilesFrom, openOwnModel, pathsOfModel } from '../../src/cli/own-model.ts';
import type { OwnModelFacts } from '../../src/contracts/services.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import type { AnySpec } from '../../src/spec/schema.ts';

const { spec } = presets.sensors;
const params = { name: 'mine.json', sha256: 'a'.repeat(64), head: 2 };
const imported: AnySpec = { ...spec, model: { family: 'imported', params } };

const given = (values: Given['values']): Given => ({ positionals: [], values, lists: {}, switches: new Set() });
const manifest = (...paths: unknown[]) => JSON.stringify({ weightsManifest: [{ paths, weights: [] }] });

/** What the opening is refused with. */
const refusalOf = (opening: Promise<unknown>): Promise<string> =>
  opening.then(
    () => 'nothing',
    (error: unknown) => (error instanceof CliError ? error.message : `no CliError: ${String(error)}`),
  );

/** A folder with these files. */
function folder(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), 'own-model-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

describe('the files of --model', () => {
  it('are model.json and what its manifest lists, each once, from the same folder', () => {
    const at = folder({ 'model.json': manifest('./a.bin', 'shards/b.bin', 'a.bin'), 'a.bin': '', 'b.bin': '', 'c.bin': '' });
    expect(pathsOfModel(join(at, 'model.json'))).to.deep.equal(['model.json', 'a.bin', 'b.bin'].map((name) => join(at, name)));
  });

  it('are model.json alone where it lists none: whoever reads it says what is wrong', () => {
    const texts = ['{', 'null', '[]', '{"weightsManifest":7}', '{"weightsManifest":[null,{"paths":3}]}', manifest(5, '')];
    for (const text of texts) expect(pathsOfModel(join(folder({ 'model.json': text }), 'model.json'))).to.have.length(1);
  });

  it('are not looked for outside the folder', () => {
    const at = folder({ 'secret.bin': '' });
    mkdirSync(join(at, 'in'));
    writeFileSync(join(at, 'in', 'model.json'), manifest('../secret.bin'));
    expect(() => pathsOfModel(join(at, 'in', 'model.json'))).to.throw(CliError, /secret\.bin/);
  });

  const refused: readonly (readonly [what: string, name: string, message: RegExp])[] = [
    ['one that is not there', 'nowhere.json', /^--model: .*nowhere\.json cannot be read \(ENOENT\)\. Check the path\.$/],
    ['a folder', '', /is not a file\. Name a model\.json\./],
    ['a Keras file', 'model.keras', /is no model\.json.*tensorflowjs_converter/],
    ['a missing weights file', 'model.json', /weights file group1\.bin, which model\.json lists.*ENOENT.*into one folder/],
  ];
  for (const [what, name, message] of refused)
    it(`are refused with the remedy: ${what}`, () => {
      const at = folder({ 'model.json': manifest('group1.bin'), 'model.keras': '' });
      expect(() => modelFilesFrom(given({ model: join(at, name) }), spec)).to.throw(CliError, message);
    });

  it('are asked for where the experiment has a model of its own, a comparison or a stream', () => {
    expect(modelFilesFrom(given({}), spec)).to.equal(undefined);
    const { plants } = streamPresets;
    for (const own of [imported, { ...plants.spec, model: imported.model }])
      expect(() => modelFilesFrom(given({}), own)).to.throw(
        CliError,
        /the model mine\.json, which a spec does not hold\. Give it with --model/,
      );
    expect(() => modelFilesFrom(given({ head: '3' }), spec)).to.throw(CliError, /--head.*give --model too/);
  });
});

const layers = [
  { name: 'in', begins: false },
  { name: 'norm', begins: true },
  { name: '1', begins: false },
  { name: 'out', begins: true },
].map((layer) => ({ ...layer, kind: 'Dense', outputShape: [3], parameters: 9, reads: [] }));

describe('--head', () => {
  it('is a name or a number, a name first', () => {
    expect([headOf(layers, 'norm'), headOf(layers, '3')]).to.deep.equal([1, 3]);
    expect(() => headOf(layers, '1')).to.throw(/cannot begin at layer 2 \(1\)/);
  });

  for (const head of ['in', '0', '4', '-1', '1.5', '', 'nope'])
    it(`"${head}" is refused with those at which a head may begin`, () => {
      expect(() => headOf(layers, head)).to.throw(CliError, /^--head: .*It may begin at 1 \(norm\), 3 \(out\)\.$/);
    });
});

describe('opening the model in the page', () => {
  const facts: OwnModelFacts = {
    ...{ inputShape: [24], classes: 3, ownKernels: false, layers, notes: ['Something was guessed.'] },
    spec: { family: 'imported', params: { name: 'model.json', sha256: params.sha256, head: 3 } },
  };
  const page = (answer: { model: OwnModelFacts } | { refusal: string }) => ({ openModel: async () => answer });
  const files = (head?: string) => ({ paths: ['/x/model.json', '/x/a.bin'], head, read: {} });
  const open = (asked: AnySpec, head?: string, notes: string[] = []) =>
    openOwnModel(page({ model: facts }), asked, files(head), (text) => notes.push(text));

  it('takes it with its own head or the one that is asked for, and tells what the import says', async () => {
    const notes: string[] = [];
    expect(await open(spec, undefined, notes)).to.deep.equal(facts.spec);
    expect(notes).to.deep.equal(['Note: Something was guessed.']);
    expect(await open(spec, 'norm')).to.have.nested.property('params.head', 1);
  });

  it('leaves an experiment that was made with it as it was, or changes its head', async () => {
    const made: AnySpec = { ...imported, model: { family: 'imported', params: { ...params, head: 1 } } };
    expect(await open(made)).to.deep.equal(made.model);
    expect(await open(made, '3')).to.have.nested.property('params.head', 3);
    expect(await refusalOf(open(imported))).to.match(/cannot begin at layer 2/);
  });

  it('refuses what the page refuses, and another model than the experiment was made with', async () => {
    const refusal = 'model.json: the model has 2 inputs. Choose another.';
    expect(await refusalOf(openOwnModel(page({ refusal }), spec, files(), () => {}))).to.equal(refusal);
    const other: AnySpec = { ...imported, model: { family: 'imported', params: { ...params, sha256: 'b'.repeat(64) } } };
    expect(await refusalOf(open(other))).to.match(/model\.json is not the mine\.json .*content differs/);
  });
});
