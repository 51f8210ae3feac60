/**
 * Both worlds of an experiment as Croissant describes data sets (1.1, http://mlcommons.org/croissant/1.1, with the RAI vocabulary 1.0): files by
 * hash, one record set for each file of rows, and what is old and new, training and test, as splits.
 */
import { createHash } from 'node:crypto';
import type { Dataset, Samples } from '../data/types.ts';
import { csvColumns, type CsvColumn } from '../data/writers/csv-text.ts';
import type { TwoWorlds } from '../experiment/worlds.ts';
import { entry, tex } from '../record/export/citation.ts';
import { context } from './croissant-context.ts';
import { asTable, sides, type WorldFile } from './world-files.ts';

export interface Described {
  readonly dataset: Dataset;
  readonly files: readonly WorldFile[];
  readonly worlds: TwoWorlds;
  readonly specId: string;
  /** When it was written: `2026-11-30`. */
  readonly day: string;
  /** Tables hold texts as they are. */
  readonly raw?: boolean;
}

/** Where a media type would stand for a format that has none registered. */
const NPY = 'https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html';
const FORMATS: Readonly<Record<string, string>> = { csv: 'text/csv', json: 'application/json', npy: NPY };

export function croissant({ dataset, files, worlds, specId, day, raw = false }: Described): string {
  const { title, card } = dataset;
  const changes = worlds.ledger.map(({ sentence }) => sentence);
  const name = `${title}: the old and the new world of a drift experiment`;
  const id = specId.slice('sha256:'.length);
  const document = {
    '@context': context,
    '@type': 'sc:Dataset',
    conformsTo: ['http://mlcommons.org/croissant/1.1', 'http://mlcommons.org/croissant/RAI/1.0'],
    name,
    description: `${card.summary} The new world: ${changes.join(' ') || 'nothing was changed by hand.'}`,
    license: licences(card.licence),
    url: './',
    creator: { '@type': 'Organization', name: card.origin === 'procedural' ? 'Drift Lab' : card.source },
    datePublished: day,
    version: '1.0.0',
    keywords: ['distribution shift', 'concept drift', ...new Set(worlds.ledger.map(({ kind }) => kind))],
    citeAs: entry('misc', `driftlab-worlds-${id.slice(0, 12)}`, {
      title: tex(name),
      howpublished: 'Made by Drift Lab',
      year: day.slice(0, 4),
      note: `Experiment ${specId}`,
    }),
    'rai:dataCollection': card.source,
    'rai:dataLimitations': card.caution ?? 'Drift is injected: how repairs do on it need not be how they do on drift that nobody made.',
    'rai:dataManipulationProtocol': changes.join(' ') || 'Nothing was changed.',
    'rai:dataUseCases':
      'To compare repairs of models after drift. Rows of the new pool are learned from, those of both tests are only measured on.',
    'prov:wasDerivedFrom': { '@id': `urn:sha256:${dataset.sha256}` },
    'prov:wasGeneratedBy': { '@type': 'prov:Activity', 'prov:label': `lab drift, experiment ${specId}` },
    distribution: files.map(fileObject),
    recordSet: [splits(worlds), ...sides(worlds).map(({ id: side, samples }) => rows(side, samples, dataset, raw))],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const fileObject = ({ name, bytes }: WorldFile) => ({
  ...{ '@type': 'cr:FileObject', '@id': name, name, contentUrl: name, contentSize: `${bytes.length} B` },
  encodingFormat: FORMATS[name.slice(name.lastIndexOf('.') + 1)],
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

const field = (id: string, dataType: string | readonly string[], more: object) => ({ '@type': 'cr:Field', '@id': id, 'name': id.slice(id.indexOf('/') + 1), dataType, ...more }); // prettier-ignore

const splits = (worlds: TwoWorlds) => ({
  ...{ '@type': 'cr:RecordSet', '@id': 'splits', name: 'splits', dataType: 'cr:Split', key: { '@id': 'splits/name' } },
  description: 'The old world to train and to test on, the pool of the new world to repair with, and its rows to test on.',
  field: [field('splits/name', 'sc:Text', {}), field('splits/url', 'cr:Split', {}), field('splits/world', 'sc:Text', {})],
  data: sides(worlds).map(({ id, world, use }) => ({ 'splits/name': id, 'splits/url': use, 'splits/world': world })),
});

/** The rows of one file, or of one pair of arrays. */
function rows(side: string, samples: Samples, dataset: Dataset, raw: boolean) {
  const fields = asTable(samples)
    ? csvColumns(samples, dataset, { raw }).map((column) => tableField(side, column))
    : [
        field(`${side}/pixels`, 'sc:Float', { isArray: true, arrayShape: samples.inputShape.join(','), source: whole(`${side}-x.npy`) }),
        field(`${side}/label`, ['sc:Integer', 'cr:Label'], { source: whole(`${side}-y.npy`) }),
      ];
  return {
    ...{ '@type': 'cr:RecordSet', '@id': side, name: side, description: `${samples.rows} rows.` },
    field: [...fields, field(`${side}/split-of-rows`, 'sc:Text', { value: side, references: { '@id': 'splits/name' } })],
  };
}

const TYPES = { number: 'sc:Float', text: 'sc:Text', date: 'sc:DateTime' } as const;

/** Ids are addresses, so that a column's name is escaped in them. */
const tableField = (side: string, { name, holds, role }: CsvColumn) =>
  field(`${side}/${encodeURIComponent(name)}`, role === 'label' ? [TYPES[holds], 'cr:Label'] : TYPES[holds], {
    ...{ name, source: { fileObject: { '@id': `${side}.csv` }, extract: { column: name } } },
  });

const whole = (file: string) => ({ fileObject: { '@id': file }, extract: { fileProperty: 'content' } });

/** What cards say, by the names of SPDX. */
const SPDX: readonly (readonly [RegExp, string])[] = [
  [/CC0 1\.0/, 'CC0-1.0'],
  [/CC BY 4\.0/, 'CC-BY-4.0'],
  [/CC BY-SA 3\.0/, 'CC-BY-SA-3.0'],
  [/PDDL 1\.0/, 'PDDL-1.0'],
  [/^MIT$/, 'MIT'],
];

/** Addresses of the licences that are known, else what the card says. */
function licences(said: string): readonly unknown[] {
  const known = SPDX.filter(([pattern]) => pattern.test(said)).map(([, id]) => `https://spdx.org/licenses/${id}`);
  return known.length ? known : [{ '@type': 'sc:CreativeWork', name: said }];
}
