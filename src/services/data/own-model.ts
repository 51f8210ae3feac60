/** The user's own model as the data worker keeps it: read once, handed out with the head where it is wanted. */
import { hashArrays } from '../../data/hash.ts';
import { importLayers, readModelFile, UnknownToPlan, type ImportedModel, type ImportOptions } from '../../models/import-layers.ts';
import { readWeights, type NamedWeight } from '../../models/import-layers-weights.ts';
import { hasGraph } from '../../models/layers/registry.ts';
import { layersOf } from '../../models/types.ts';
import type { OwnModel } from '../../models/own-model.ts';
import { refusalOf } from './refusal.ts';
import type { OwnModelFacts, Refusal } from '../../contracts/services.ts';

export class OwnModels {
  private files: readonly File[] = [];
  private kept: OwnModel | undefined;

  constructor(private readonly importGraph: ImportGraph) {}

  /** Reads model.json and its weights; what was there before is kept when they are refused. */
  async read(files: readonly File[]): Promise<{ model: OwnModelFacts } | { refusal: Refusal }> {
    const name = files.find((file) => file.name.endsWith('.json'))?.name ?? files[0]?.name ?? 'model.json';
    try {
      const imported = await importModel(files, this.importGraph);
      this.files = files;
      this.kept = ownModel(name, imported);
      const { layers, headAt, model, notes } = imported;
      const params = { name, sha256: this.kept.sha256, head: headAt };
      return {
        model: {
          spec: { family: 'imported', params },
          inputShape: model.inputShape,
          ownKernels: !hasGraph(layersOf(model)),
          classes: layers.at(-1)!.outputShape.reduce((a, b) => a * b, 1),
          layers: layers.map(({ name: layer, kind, outputShape, parameters, reads, begins }) => ({
            ...{ name: layer, kind, outputShape, parameters, reads, begins },
          })),
          notes,
        },
      };
    } catch (error) {
      return { refusal: refusalOf(error, name) };
    }
  }

  /** The model with its head from that layer on; undefined when none is open or the head cannot begin there. */
  async at(head: number): Promise<OwnModel | undefined> {
    if (!this.kept || this.kept.head === head) return this.kept;
    try {
      this.kept = ownModel(this.kept.name, await importModel(this.files, this.importGraph, { headAt: head }));
    } catch {
      return undefined;
    }
    return this.kept;
  }
}

/** Reads a model that our own plan does not know. */
export type ImportGraph = (topology: unknown, weights: readonly NamedWeight[], headAt?: number) => Promise<ImportedModel>;

/** A model of our own plan where it is one, else whatever TensorFlow.js can train. */
export async function importModel(files: readonly File[], importGraph: ImportGraph, options: ImportOptions = {}): Promise<ImportedModel> {
  try {
    return await importLayers(files, options);
  } catch (error) {
    if (!(error instanceof UnknownToPlan)) throw error;
    const { modelTopology, weightsManifest } = await readModelFile(files);
    return importGraph(modelTopology, await readWeights(weightsManifest, files), options.headAt);
  }
}

function ownModel(name: string, { model, weights, headAt, identity }: ImportedModel): OwnModel {
  const { description } = identity;
  const sha256 = hashArrays(
    identity.weights,
    Int32Array.from({ length: description.length }, (_, i) => description.charCodeAt(i)),
  );
  return { name, sha256, head: headAt, model, weights };
}
