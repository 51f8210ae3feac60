/** What repairs are called wherever one is named, by id: as what somebody does, so that it survives in a sentence. */
export const repairTitles = {
  adabn: 'renew batch statistics',
  'auto-rgn': 'tune, rates by gradient',
  'bias-only': 'tune the biases',
  dfr: 'tune a balanced head',
  distil: 'distil the old model',
  ewc: 'tune on springs (EWC)',
  'first-block': 'tune the first block',
  'full-fine-tune': 'tune everything',
  'grow-head': 'add the new classes',
  'grow-inputs': 'add the new inputs',
  'head-only': 'tune the head',
  'head-only-uncached': 'tune the head, uncached',
  lora: 'add a low-rank part',
  'lp-ft': 'tune the head, then all',
  'middle-block': 'tune the middle block',
  'model-bank': 'pick from a model bank',
  none: 'no repair',
  'prior-correction': 'correct for shares',
  replay: 'replay old rows',
  restandardise: 'rescale inputs',
  'retrain-all': 'start over on all data',
  'retrain-new': 'start over on new data',
  'retrain-other': 'start another model',
  'retrain-window': 'start over on a window',
  tent: 'sharpen answers (TENT)',
  'widen-tune': 'widen, then tune',
  'wise-ft': 'average with before',
} as const;

/** What the repair of that id is called; the id itself where there is none. */
export const repairTitle = (id: string): string => (repairTitles as Readonly<Record<string, string>>)[id] ?? id;
