import { expect } from 'chai';
import { strFromU8, unzipSync } from 'fflate';
import { createHash } from 'node:crypto';
import type { AnyRecord } from '../../../src/contracts/record.ts';
import { csv } from '../../../src/record/export/csv.ts';
import { roCrate } from '../../../src/record/export/ro-crate.ts';
import { runText } from '../../../src/record/file/write.ts';
import { comparisonRun, read, streamRun } from '../runs.ts';

type Entity = Readonly<Record<string, unknown>>;
const METADATA = 'ro-crate-metadata.json';
const idsIn = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap(idsIn)
    : typeof value === 'object' && value !== null
      ? Object.keys(value).join() === '@id'
        ? [String((value as Entity)['@id'])]
        : Object.values(value).flatMap(idsIn)
      : [];

/** What is wrong with a metadata document, by RO-Crate 1.3: descriptor, root, flat graph of entities with ids, references that lead somewhere, files that are there. */
function faultsOf(document: Entity, files: readonly string[]): string[] {
  const graph = document['@graph'] as readonly Entity[];
  const faults: string[] = [];
  const must = (holds: boolean, what: string) => void (holds || faults.push(what));
  const ids = graph.map((entity) => entity['@id']);
  must(document['@context'] === 'https://w3id.org/ro/crate/1.3/context', 'context');
  must(new Set(ids).size === ids.length && graph.every((entity) => typeof entity['@id'] === 'string' && typeof entity['@type'] === 'string'), 'entities'); // prettier-ignore
  const descriptor = graph.find((entity) => entity['@id'] === METADATA);
  must(
    descriptor?.['@type'] === 'CreativeWork' && idsIn(descriptor['conformsTo']).join() === 'https://w3id.org/ro/crate/1.3',
    'descriptor',
  );
  const root = graph.find((entity) => entity['@id'] === idsIn(descriptor?.['about'])[0]);
  must(root?.['@type'] === 'Dataset' && root['@id'] === './', 'root');
  for (const name of ['name', 'description', 'datePublished']) must(typeof root?.[name] === 'string' && root[name] !== '', `root ${name}`);
  must(!Number.isNaN(Date.parse(String(root?.['datePublished']))), 'date');
  const licence = graph.find((entity) => entity['@id'] === idsIn(root?.['license'])[0]);
  must(typeof licence?.['name'] === 'string' && typeof licence['description'] === 'string', 'licence');
  for (const id of graph.flatMap((entity) => Object.values(entity).flatMap(idsIn)))
    must(ids.includes(id) || id.startsWith('https:'), `no ${id}`);
  const parts = idsIn(root?.['hasPart']);
  must([...parts, METADATA].toSorted().join() === [...files].toSorted().join(), 'parts are the files');
  must(
    parts.every((id) => graph.find((entity) => entity['@id'] === id)?.['@type'] === 'File'),
    'files',
  );
  return faults;
}

const opened = (record: AnyRecord) => {
  const files = unzipSync(roCrate(record));
  return { files, document: JSON.parse(strFromU8(files[METADATA]!)) as Entity };
};

describe('a run as an RO-Crate 1.3', () => {
  it('keeps its rules, and its files are those that it describes', () => {
    for (const record of [comparisonRun(), streamRun()] as AnyRecord[]) {
      const { files, document } = opened(record);
      expect(faultsOf(document, Object.keys(files))).to.deep.equal([]);
      for (const entity of (document['@graph'] as readonly Entity[]).filter((each) => each['@type'] === 'File')) {
        const bytes = files[String(entity['@id'])]!;
        expect([entity['contentSize'], entity['sha256']]).to.deep.equal([String(bytes.length), createHash('sha256').update(bytes).digest('hex')]); // prettier-ignore
      }
      const run = `run-${record.runId.slice(7, 19)}.driftlab.json`;
      expect(strFromU8(files[run]!)).to.equal(runText(record));
      expect(strFromU8(files['results.csv']!)).to.equal(csv(record));
      expect(read(files['report.html']!).record.runId).to.equal(record.runId);
    }
  });

  it('says when the run was, what made it and from what', () => {
    const record = comparisonRun();
    const graph = opened(record).document['@graph'] as readonly Entity[];
    const action = graph.find((entity) => entity['@type'] === 'CreateAction')!;
    expect(action['startTime']).to.equal(record.startedAt);
    expect(Date.parse(String(action['endTime'])) - Date.parse(record.startedAt)).to.be.closeTo(record.durationMs, 1);
    expect(graph.find((entity) => entity['@type'] === 'SoftwareApplication')!['softwareVersion']).to.equal('0.1.0');
    expect(graph.find((entity) => entity['@id'] === '#data')!['identifier']).to.equal(`sha256:${record.data.sha256}`);
    expect(graph.find((entity) => entity['@type'] === 'PropertyValue')!['value']).to.equal(record.runId);
  });

  it('is the same bytes whenever it is written', () => {
    expect(Buffer.compare(roCrate(comparisonRun()), roCrate(comparisonRun()))).to.equal(0);
  });

  it('the rules notice what is missing', () => {
    const { files, document } = opened(comparisonRun());
    const graph = document['@graph'] as readonly Entity[];
    graph.forEach((entity, i) => expect(faultsOf({ ...document, '@graph': graph.toSpliced(i, 1) }, Object.keys(files)), String(entity['@id'])).to.not.deep.equal([])); // prettier-ignore
    expect(faultsOf(document, Object.keys(files).slice(1))).to.include('parts are the files');
  });
});
