/**
 * A run as an RO-Crate (1.3, https://w3id.org/ro/crate/1.3): a ZIP with the run, its results as CSV, its report, and the metadata file that says
 * what they are, what made them and from which data. The same bytes for the same run.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { strToU8, zipSync } from 'fflate';
import type { AnyRecord } from '../../contracts/record.ts';
import { runText } from '../file/write.ts';
import { driftSentences, runTitle, shortId } from './about.ts';
import { csv } from './csv.ts';
import { report } from './html/report.ts';
import { software, versionOf } from './software.ts';
import { told } from './teller.ts';
import { visible } from './visible.ts';

const VERSION = 'https://w3id.org/ro/crate/1.3';
/** The first day that a ZIP can say: contents have no date of their own. */
const ZIP_EPOCH = '1980-01-01T12:00:00';

const ref = (id: string) => ({ '@id': id });

export function roCrate(record: AnyRecord): Uint8Array<ArrayBuffer> {
  const run = `run-${shortId(record)}.driftlab.json`;
  const files = [
    {
      name: run,
      about: 'The run: experiment, machine, every repeat, verdict.',
      format: 'application/json',
      bytes: strToU8(runText(record)),
    },
    { name: 'results.csv', about: 'A row for each seed and repair or policy.', format: 'text/csv', bytes: strToU8(csv(record)) },
    { name: 'report.html', about: 'The run as a page to read.', format: 'text/html', bytes: strToU8(report(record)) },
  ];
  const metadata = { '@context': `${VERSION}/context`, '@graph': graphOf(record, run, files) };
  const all = { 'ro-crate-metadata.json': strToU8(`${JSON.stringify(metadata, null, 2)}\n`), ...Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])) }; // prettier-ignore
  return zipSync(all, { level: 9, mtime: ZIP_EPOCH });
}

interface File {
  readonly name: string;
  readonly about: string;
  readonly format: string;
  readonly bytes: Uint8Array;
}

function graphOf(record: AnyRecord, run: string, files: readonly File[]): object[] {
  const { headline, sentences } = told(record);
  const { card, title, sha256: dataHash } = record.data;
  const { runId, specId, startedAt, durationMs, environment } = record;
  const text = (value: string) => visible(value);
  return [
    { '@id': 'ro-crate-metadata.json', '@type': 'CreativeWork', about: ref('./'), conformsTo: ref(VERSION) },
    {
      ...{ '@id': './', '@type': 'Dataset', name: text(runTitle(record)), description: text([headline, ...sentences].join(' ')) },
      datePublished: startedAt,
      ...{ license: ref('#licence'), identifier: ref('#run-id'), hasPart: files.map(({ name }) => ref(name)), mainEntity: ref(run) },
      mentions: ref('#run'),
    },
    ...files.map(({ name, about, format, bytes }) => ({
      ...{ '@id': name, '@type': 'File', name, description: about, encodingFormat: format },
      ...{ contentSize: String(bytes.length), sha256: bytesToHex(sha256(bytes)) },
    })),
    {
      ...{
        '@id': '#run',
        '@type': 'CreateAction',
        name: 'The run',
        description: text(driftSentences(record).join(' ') || 'Nothing changes: a control.'),
      },
      ...{ startTime: startedAt, endTime: new Date(Date.parse(startedAt) + durationMs).toISOString(), instrument: ref('#drift-lab') },
      ...{ object: ref('#data'), result: ref(run) },
    },
    {
      ...{ '@id': '#drift-lab', '@type': 'SoftwareApplication', name: software.title, softwareVersion: versionOf(record) },
      ...{ author: ref('#contributors'), runtimePlatform: environment.userAgent },
    },
    { '@id': '#contributors', '@type': 'Organization', name: software.author },
    {
      ...{ '@id': '#data', '@type': 'CreativeWork', name: text(title), description: text(card.summary), creditText: text(card.source) },
      ...{ license: text(card.licence), identifier: `sha256:${dataHash}`, ...(card.caution && { usageInfo: text(card.caution) }) },
    },
    {
      ...{ '@id': '#licence', '@type': 'CreativeWork', name: 'As whoever made the run says' },
      description: text(
        `A record of a run says nothing of its own licence: ask whoever made it. The data it was made on: ${card.licence}.`,
      ),
    },
    { '@id': '#run-id', '@type': 'PropertyValue', name: 'run', value: runId, description: `Run of the experiment ${specId}` },
  ];
}
