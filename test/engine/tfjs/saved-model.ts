/** Models as `model.save` writes them, with weights drawn at random. */
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { randomStream } from '../../../src/random/random.ts';

export interface SavedModel {
  /** The content of model.json; tests change it. */
  readonly json: { modelTopology: Record<string, unknown>; weightsManifest?: unknown } & Record<string, unknown>;
  readonly weights: ArrayBuffer;
}

export async function savedModel(model: tfl.LayersModel): Promise<SavedModel> {
  const random = randomStream(4, 'weights');
  tf.tidy(() =>
    model.setWeights(
      model.getWeights().map(({ shape, size }) =>
        tf.tensor(
          Float32Array.from({ length: size }, () => random.between(0.05, 0.6) - (shape.length > 1 ? 0.3 : 0)),
          shape,
        ),
      ),
    ),
  );
  const saved = await new Promise<tf.io.ModelArtifacts>((resolve) => {
    void model.save(
      tf.io.withSaveHandler(
        async (artifacts) => (resolve(artifacts), { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } }),
      ),
    );
  });
  const json = {
    format: 'layers-model',
    modelTopology: saved.modelTopology,
    weightsManifest: [{ paths: ['./group1-shard1of1.bin'], weights: saved.weightSpecs }],
  };
  return { json: JSON.parse(JSON.stringify(json)) as SavedModel['json'], weights: saved.weightData as ArrayBuffer };
}

export const filesOf = ({ json, weights }: SavedModel): File[] => [
  new File([JSON.stringify(json)], 'model.json'),
  new File([weights], 'group1-shard1of1.bin'),
];
