/** Which layer of a model is running. */
import type * as layers from '@tensorflow/tfjs-layers';
import { override } from './webgpu-internals.ts';

/** Calls `work` with a function that names the innermost layer whose `call` is under way. */
export function watchingLayers<T>(model: layers.LayersModel, work: (running: () => string | null) => T): T {
  let running: string | null = null;
  const restore = allLayers(model).map((layer) => {
    const call = layer.call.bind(layer);
    return override(layer, 'call', (inputs, options) => {
      const outer = running;
      running = layer.name;
      try {
        return call(inputs, options);
      } finally {
        running = outer;
      }
    });
  });
  try {
    return work(() => running);
  } finally {
    for (const undo of restore) undo();
  }
}

/** The layers of a model and of the models in it. */
function allLayers(model: layers.LayersModel): layers.layers.Layer[] {
  return model.layers.flatMap((layer) => ('layers' in layer ? allLayers(layer as layers.LayersModel) : [layer]));
}
