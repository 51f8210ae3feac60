/** The data service in this thread, and what it answers. */
import { downloads } from '../../../datasets/downloads/registry.ts';
import { loadDataset } from '../../../datasets/registry.ts';
import { thumbnail } from '../../../datasets/thumbnail.ts';
import { createDataService, type DataServiceParts } from '../../../src/services/data/data-service.ts';
import type { DataService, Preview, Refusal } from '../../../src/contracts/services.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../../src/spec/schema.ts';

export const silent = () => {};
const never = () => Promise.reject(new Error('not part of this test'));
export const dataService = (parts: Partial<DataServiceParts> = {}): DataService =>
  createDataService({
    loadDataset,
    thumbnail,
    downloads,
    isDownloaded: async () => false,
    fetchDownload: never,
    removeDownload: never,
    importGraph: never,
    saveLayersModel: never,
    ...parts,
  });

/** @throws Error when there is none */
export async function shown(service: DataService, spec: Spec): Promise<Preview> {
  const { preview, refusal } = await service.preview(spec);
  if (!preview) throw new Error(refusal?.text);
  return preview;
}

/** Why it was refused. @throws Error when it was not */
export async function refused(answer: Promise<object>): Promise<Refusal> {
  const { refusal } = (await answer) as { refusal?: Refusal };
  if (!refusal) throw new Error('it was accepted');
  return refusal;
}

export const { spec } = presets.quick;
export const table = {
  ...presets.sensors.spec,
  data: { id: 'sensors', params: {}, split: { baseTrain: 100, baseTest: 50, newPool: 60, newTest: 80 } },
} as Spec;
