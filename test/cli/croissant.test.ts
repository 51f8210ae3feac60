import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';

interface Node {
  readonly [name: string]: unknown;
}
const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]) as Node[];
const idOf = (value: unknown): string => String((value as Node)['@id']);

/** What is wrong with a description, by what Croissant 1.1 says must be: required properties, files, ids and references, fields, splits. */
function faultsOf(document: Node, header: (file: string) => readonly string[] | undefined): string[] {
  const faults: string[] = [];
  const must = (holds: boolean, what: string) => void (holds || faults.push(what));
  const text = (value: unknown) => typeof value === 'string' && value !== '';
  must(document['@type'] === 'sc:Dataset', '@type');
  must(nodes(document['conformsTo']).includes('http://mlcommons.org/croissant/1.1' as never), 'conformsTo');
  for (const name of ['name', 'description', 'url', 'citeAs', 'version']) must(text(document[name]), name);
  must(/^\d{4}-\d\d-\d\d$/.test(String(document['datePublished'])), 'datePublished');
  must(nodes(document['license']).length > 0 && nodes(document['license']).every((each) => /^https:\/\/spdx\.org\/licenses\//.test(String(each)) || text(each['name'])), 'license'); // prettier-ignore
  must(nodes(document['creator']).length > 0 && nodes(document['creator']).every((each) => text(each['@type']) && text(each['name'])), 'creator'); // prettier-ignore
  for (const name of ['rai:dataCollection', 'rai:dataLimitations', 'rai:dataUseCases', 'rai:dataManipulationProtocol']) must(text(document[name]), name); // prettier-ignore
  const context = document['@context'] as Node;
  for (const prefix of ['cr', 'sc', 'dct', 'rai', 'prov', '@vocab']) must(text(context[prefix]), `context ${prefix}`);

  const files = nodes(document['distribution']);
  const sets = nodes(document['recordSet']);
  const fields = sets.flatMap((set) => nodes(set['field']));
  const ids = [...files, ...sets, ...fields].map(idOf);
  must(new Set(ids).size === ids.length, 'ids are unique');
  for (const id of ids) must(!/[\s"<>]/.test(id), `${id} is an address`);
  for (const file of files) {
    must(file['@type'] === 'cr:FileObject' && text(file['contentUrl']) && text(file['encodingFormat']), `${idOf(file)}: file`);
    must(/^[0-9a-f]{64}$/.test(String(file['sha256'])) && /^\d+ B$/.test(String(file['contentSize'])), `${idOf(file)}: hash and size`);
  }
  for (const set of sets) must(set['@type'] === 'cr:RecordSet' && nodes(set['field']).length > 0, `${idOf(set)}: record set`);
  for (const one of fields) {
    const source = one['source'] as Node | undefined;
    const inData = idOf(one).startsWith('splits/');
    must(one['@type'] === 'cr:Field' && text(one['name']) && nodes(one['dataType']).length > 0, `${idOf(one)}: field`);
    must(inData || (source === undefined) !== (one['value'] === undefined), `${idOf(one)}: source or value`);
    if (one['references']) must(ids.includes(idOf(one['references'])), `${idOf(one)}: references`);
    if (!source) continue;
    const file = idOf(source['fileObject']);
    const { column } = source['extract'] as Node;
    must(files.some((each) => idOf(each) === file), `${idOf(one)}: its file`); // prettier-ignore
    if (column !== undefined) must(header(file)?.includes(String(column)) ?? false, `${idOf(one)}: its column`);
    if (one['isArray'] === true) must(/^-?\d+(,-?\d+)*$/.test(String(one['arrayShape'])), `${idOf(one)}: shape`);
  }
  const splits = sets.find((set) => set['dataType'] === 'cr:Split');
  must(splits !== undefined && idOf(splits['key']) === 'splits/name', 'splits');
  const data = nodes(splits?.['data']);
  must(data.every((row) => ['cr:TrainingSplit', 'cr:ValidationSplit', 'cr:TestSplit'].includes(String(row['splits/url']))), 'kinds of splits'); // prettier-ignore
  for (const one of fields.filter((each) => each['references'])) must(data.some((row) => row['splits/name'] === one['value']), `${idOf(one)}: its split`); // prettier-ignore
  return faults;
}

function written(preset: string) {
  const folder = mkdtempSync(join(tmpdir(), 'croissant-'));
  try {
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'drift', '--preset', preset, '--out', folder], { env: { ...process.env, SOURCE_DATE_EPOCH: '1700000000' } }); // prettier-ignore
    expect(status, stderr.toString()).to.equal(0);
    return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the worlds of an experiment as Croissant 1.1', () => {
  for (const preset of ['sensors', 'slang', 'standard', 'loans'])
    it(`${preset}: keeps its rules, and every file is there with its hash and size`, () => {
      const folder = written(preset);
      const document = JSON.parse(folder['croissant.json']!.toString()) as Node;
      const headers = new Map(Object.entries(folder).filter(([name]) => name.endsWith('.csv')).map(([name, bytes]) => [name, Papa.parse<string[]>(bytes.toString(), { preview: 1, delimiter: ',' }).data[0]!])); // prettier-ignore
      expect(faultsOf(document, (file) => headers.get(file))).to.deep.equal([]);
      expect(document['datePublished']).to.equal('2023-11-14');
      const files = nodes(document['distribution']);
      expect(files.map(idOf).toSorted()).to.deep.equal(Object.keys(folder).filter((name) => name !== 'croissant.json').toSorted()); // prettier-ignore
      for (const file of files) {
        const bytes = folder[idOf(file)]!;
        expect([file['sha256'], file['contentSize']]).to.deep.equal([
          createHash('sha256').update(bytes).digest('hex'),
          `${bytes.length} B`,
        ]);
      }
      // Every column of every table is a field, and the label is known as one.
      for (const [name, header] of headers) {
        const set = nodes(document['recordSet']).find((each) => `${idOf(each)}.csv` === name)!;
        const columns = nodes(set['field']).filter((each) => each['source']);
        expect(columns.map(({ name: column }) => column)).to.deep.equal(header);
        expect(nodes(columns.at(-1)!['dataType'])).to.include('cr:Label' as never);
      }
      const ledger = JSON.parse(folder['ledger.json']!.toString()) as { ledger: { test: { sentence: string }[] }; specId: string };
      for (const { sentence } of ledger.ledger.test) expect(document['rai:dataManipulationProtocol']).to.contain(sentence);
      expect(document['citeAs']).to.contain(ledger.specId);
    });

  it('the rules notice what is missing', () => {
    const document = JSON.parse(written('sensors')['croissant.json']!.toString()) as Node;
    for (const name of ['name', 'license', 'creator', 'conformsTo', 'datePublished', 'url', 'citeAs', 'rai:dataLimitations'])
      expect(
        faultsOf({ ...document, [name]: undefined }, () => []),
        name,
      ).to.include(name);
    expect(faultsOf(document, () => [])).to.have.length(4 * 26);
    expect(faultsOf({ ...document, distribution: [] }, () => []).length).to.be.above(4 * 26);
  });
});
