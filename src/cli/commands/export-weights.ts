/**
 * `lab export-weights`: what another implementation needs to make a comparison again. Runs in Node and trains nothing.
 *
 * `manifest.json` holds the spec, the columns and classes, the model (its blocks, and where each parameter array lies in the flat
 * weights), and for each seed the names of its files: rows of both worlds in raw units, which rows of the pool are labelled, the start weights of the
 * base model and of retrainings, the base model's order `[epochs, rows]`, and for each repair its parameters, its own encoder if it
 * fits one, and what it drew: `file` and how many of its numbers. Rows that a repair learns from are the labelled ones in their order, after the old ones
 * where it uses both; `order/…` names rows of those, epoch after epoch.
 */
import type { Dataset } from '../../data/types.ts';
import { npyBytes } from '../../data/writers/npy-bytes.ts';
import { checkOn } from '../../experiment/kinds/registry.ts';
import { rehearse } from '../../experiment/rehearsal.ts';
import { seedStart, trainingOf } from '../../experiment/kinds/compare/seed-start.ts';
import { baseJob } from '../../training/base.ts';
import { driftedHashOf, rowsOfRepeat } from '../../experiment/worlds.ts';
import { parameterSlots } from '../../models/parameters.ts';
import type { ParameterSlot } from '../../models/slots.ts';
import type { Model } from '../../models/types.ts';
import { contentId } from '../../spec/canonical.ts';
import { can, kindsThat, specKindOf } from '../../spec/kinds/registry.ts';
import { describeIssues } from '../../spec/parse.ts';
import type { AnySpec, Spec } from '../../spec/schema.ts';
import { CliError, exitCode } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { print } from '../desk.ts';
import { experimentOf } from '../experiment-data.ts';
import { dataOptions } from '../own-file.ts';
import { specFrom, specOptions } from '../spec-options.ts';
import { freshFolder, writeFiles } from '../write-out.ts';

/** An array and its shape. */
type Values = readonly [values: Float32Array | Float64Array | Int32Array, shape?: readonly number[]];

/** What is written of one seed, by file, and what the manifest says of it. */
interface SeedExport {
  readonly model: Model;
  readonly files: ReadonlyMap<string, Values>;
  readonly entry: object;
}

export const exportWeights: Command = {
  name: 'export-weights',
  summary:
    'Writes what another implementation needs to make a comparison again: rows, start weights, orders and draws of every seed. Trains nothing.',
  positionals: ['[spec.json]'],
  options: [
    ...specOptions.filter(({ name }) => name !== 'engine'),
    ...dataOptions,
    { name: 'out', value: 'folder', help: 'a new or empty folder: manifest.json, and NPY files in seed-0, seed-1 …' },
  ],
  examples: ['export-weights --preset quick --plain --out exported', 'export-weights spec.json --seeds 3 --out exported'],
  async run(given) {
    const folder = folderFrom(given.values.out);
    exportable(specFrom(given));
    const { spec: complete, dataset } = await experimentOf(given);
    const spec = exportable(complete);
    const issues = checkOn(spec, dataset);
    if (issues.length) throw new CliError(describeIssues(issues));
    const seeds: SeedExport[] = [];
    for (let seed = 0; seed < spec.seeds.count; seed++) seeds.push(await exportOf(spec, dataset, seed));
    const { model } = seeds[0]!;
    const manifest = {
      ...{ version: 1, specId: contentId(spec), spec },
      data: {
        title: dataset.title,
        sha256: dataset.sha256,
        columns: dataset.columns,
        classes: dataset.classes,
        groups: dataset.groups ?? null,
      },
      model: { ...model, parameters: parameterSlots(model).map(slotOf) },
      seeds: seeds.map(({ entry }) => entry),
    };
    const count = write(folder, manifest, seeds);
    print(`${count} arrays of ${spec.seeds.count} ${spec.seeds.count === 1 ? 'seed' : 'seeds'} and manifest.json are in ${folder}.`);
    return exitCode.done;
  },
};

/** Where the files go: nothing that is there already may be taken for a part of the export. */
function folderFrom(out: string | undefined): string {
  if (out === undefined) throw new CliError('--out: say where the files go, such as --out exported.');
  return freshFolder('out', out);
}

/** @throws CliError where another implementation could not follow. */
function exportable(spec: AnySpec): Spec {
  if (!can(spec, 'exportsWeights')) {
    const able = kindsThat('exportsWeights');
    throw new CliError(
      `Only a ${able} can be exported, and this is a ${specKindOf(spec).title}: its repairs begin where earlier ones ended. Give a ${able}.`,
    );
  }
  if (spec.task)
    throw new CliError(
      'task: the export tells labels and cross-entropies, and a number is told here. Leave "task" out of the spec, to tell classes.',
    );
  if (spec.model.family === 'imported') {
    throw new CliError(
      `This experiment starts from the model ${spec.model.params.name}, which a spec does not hold: its own file has the weights. Choose a model that is made here.`,
    );
  }
  if (spec.learning)
    throw new CliError(
      'learning: which learning rates are chosen is known only after training. Leave "learning" out of the spec, or add --plain.',
    );
  if (spec.recipe)
    throw new CliError(
      'recipe: the export tells rows, start weights, orders and draws, for steps of Adam at one constant rate. Leave "recipe" out of the spec, or add --plain.',
    );
  if (spec.stop.until)
    throw new CliError('stop.until: where a training ends early is known only after training. Leave "until" out of the spec.');
  return spec;
}

async function exportOf(spec: Spec, dataset: Dataset, seed: number): Promise<SeedExport> {
  const folder = `seed-${seed}`;
  const files = new Map<string, Values>();
  /** Files it and returns its name. Equal names are of equal streams: one goes on where another ends. */
  const file = (name: string, ...values: Values): string => {
    const path = `${folder}/${name}.npy`;
    const known = files.get(path)?.[0] ?? [];
    const [shorter, longer] = known.length < values[0].length ? [known, values[0]] : [values[0], known];
    if (!shorter.every((value, i) => value === longer[i])) throw new Error(`two repairs drew different numbers from ${name}`);
    if (longer !== known) files.set(path, values);
    return path;
  };
  const start = seedStart({ spec, dataset: await rowsOfRepeat(dataset, seed) }, seed);
  const { worlds, model, oldRows, test, encoder, labelled } = start;
  const { order } = baseJob(spec, trainingOf(start), seed);
  const parts = { 'old-train': oldRows, 'old-test': test.old, 'new-pool': worlds.new.pool, 'new-test': test.new };
  const rows = Object.entries(parts).map(
    ([name, samples]) =>
      [
        name,
        {
          ...{ x: file(`${name}-x`, samples.x, [samples.rows, ...samples.inputShape]), y: file(`${name}-y`, samples.y) },
          ...(samples.group && { group: file(`${name}-group`, samples.group) }),
        },
      ] as const,
  );
  const base = { start: file('base-start', start.start), order: file('base-order', order, [spec.base.epochs, oldRows.rows]), encoder };
  const arms = (await rehearse({ spec, dataset }, start, seed)).map(
    ({ arm, params, refused, start: own, model: ownModel, encoder: ownEncoder, drawn }) => ({
      ...{ arm, params, ...(refused !== undefined && { refused }) },
      ...(own && { start: file('retrain-start', own) }),
      ...(ownModel && { model: ownModel }),
      ...(ownEncoder && { encoder: ownEncoder }),
      drawn: Object.fromEntries(
        // Fresh parameters are told as such.
        [...drawn]
          .filter(([name]) => name !== 'init/retrain')
          .map(([name, values]) => [name, { file: file(name.replaceAll('/', '-'), values), count: values.length }]),
      ),
    }),
  );
  const entry = {
    seed,
    splitHash: worlds.splitHash,
    driftedHash: await driftedHashOf(worlds),
    rows: Object.fromEntries(rows),
    labelled: file('labelled', labelled),
    base,
    arms,
  };
  return { files, model, entry };
}

/** Number of arrays written. */
function write(folder: string, manifest: object, seeds: readonly SeedExport[]): number {
  const arrays = seeds.flatMap(({ files }) =>
    [...files].map(([path, [values, shape = [values.length]]]) => ({ name: path, content: npyBytes(values, shape) })),
  );
  writeFiles(folder, [...arrays, { name: 'manifest.json', content: `${JSON.stringify(manifest, null, 2)}\n` }]);
  return arrays.length;
}

/** A parameter array as another implementation needs it; how fresh values are drawn is in the files. */
const slotOf = ({ name, block, layer, role, shape, offset, size, normalisedIn }: ParameterSlot) => ({
  ...{ name, block, layer, role, shape, offset, size },
  ...(normalisedIn && { normalisedIn }),
});
