/** A model with its weights as what `tf.loadLayersModel` loads: model.json, which ends in a softmax, and weights.bin. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as layers from '@tensorflow/tfjs-layers';
import { parameterSlots } from '../../models/parameters.ts';
import { layersOf, type Model } from '../../models/types.ts';
import { toTfLayer } from './layer-entries.ts';

const WEIGHTS = 'weights.bin';

/** @param about plain data that is kept in the file (`userDefinedMetadata`) */
export async function saveLayersModel(
  model: Model,
  weights: Float32Array,
  about: Readonly<Record<string, unknown>>,
): Promise<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[]> {
  await tf.setBackend('cpu');
  const net = layers.sequential();
  net.add(layers.layers.inputLayer({ inputShape: [...model.inputShape] }));
  for (const layer of layersOf(model)) net.add(toTfLayer(layer));
  net.add(layers.layers.softmax());
  try {
    const variables = net.layers.flatMap((layer) => layer.weights);
    tf.tidy(() =>
      parameterSlots(model).forEach(({ shape, offset, size }, i) =>
        variables[i]!.write(tf.tensor(weights.slice(offset, offset + size), [...shape])),
      ),
    );
    net.setUserDefinedMetadata(about);
    const { modelTopology, weightSpecs, weightData, userDefinedMetadata } = await artifactsOf(net);
    const json = {
      format: 'layers-model',
      generatedBy: `TensorFlow.js tfjs-layers v${layers.version_layers}`,
      convertedBy: null,
      modelTopology,
      weightsManifest: [{ paths: [WEIGHTS], weights: weightSpecs }],
      userDefinedMetadata,
    };
    return [
      { name: 'model.json', bytes: new TextEncoder().encode(JSON.stringify(json)) },
      { name: WEIGHTS, bytes: new Uint8Array(weightData as ArrayBuffer) },
    ];
  } finally {
    for (const { weights: own } of net.layers) for (const weight of own) weight.dispose();
  }
}

function artifactsOf(net: layers.LayersModel): Promise<tf.io.ModelArtifacts> {
  return new Promise((resolve, reject) => {
    const handler = tf.io.withSaveHandler(async (artifacts) => {
      resolve(artifacts);
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    });
    net.save(handler).catch(reject);
  });
}
