/** The lint rules fire: each of these lines, in a file of that folder, is an error of that rule. */
import { expect } from 'chai';
import { ESLint } from 'eslint';

const IMPORTS = '@typescript-eslint/no-restricted-imports';
const eslint = new ESLint();

/** A file that exists, so that it is part of the TypeScript project; its text is not read. */
const files = {
  random: 'src/random/random.ts',
  spec: 'src/spec/parse.ts',
  data: 'src/data/readers/csv.ts',
  drift: 'src/drift/apply.ts',
  measure: 'src/measure/summary.ts',
  record: 'src/record/build.ts',
  science: 'src/science/claim.ts',
  adapt: 'src/adapt/retrain.ts',
  experiment: 'src/experiment/compare.ts',
  state: 'src/state/lab-store.ts',
  ui: 'src/ui/panels/data-card.ts',
  cli: 'src/cli/main.ts',
  datasets: 'datasets/registry.ts',
} as const;

const sins: readonly (readonly [folder: keyof typeof files, code: string, rule: string])[] = [
  ['ui', "import * as tf from '@tensorflow/tfjs-core'; tf.tensor([1]);", IMPORTS],
  ['experiment', "import type { Tensor } from '@tensorflow/tfjs-core'; export type T = Tensor;", IMPORTS],
  ['measure', "export const tf = await import('@tensorflow/tfjs-core');", 'no-restricted-syntax'],
  ['ui', "export * from '../../engine/open.ts';", IMPORTS],
  ['ui', "export * from '../../experiment/compare.ts';", IMPORTS],
  ['ui', "export * from '../../../workers/lab.ts';", IMPORTS],
  ['state', "export * from '../engine/backend.ts';", IMPORTS],
  ['experiment', "export * from '../engine/open.ts';", IMPORTS],
  ['experiment', "export const engine = import('../engine/open.ts');", 'no-restricted-syntax'],
  ['adapt', "export * from '../engine/training.ts';", IMPORTS],
  ['spec', "export * from '../state/url.ts';", IMPORTS],
  ['data', "export * from '../drift/apply.ts';", IMPORTS],
  ['drift', "export * from '../measure/summary.ts';", IMPORTS],
  ['measure', "export * from '../experiment/compare.ts';", IMPORTS],
  ['measure', "export * from '../decide/verdict.ts';", IMPORTS],
  ['record', "export * from '../ui/theme.ts';", IMPORTS],
  ['record', "export * from '../science/claim.ts';", IMPORTS],
  ['science', "export * from '../experiment/compare.ts';", IMPORTS],
  ['cli', "export * from '../engine/backend.ts';", IMPORTS],
  ['datasets', "export * from '../src/state/catalogue.ts';", IMPORTS],
  ['ui', "export { unsafeHTML } from 'lit/directives/unsafe-html.js';", IMPORTS],
  ['data', 'export const title = document.title;', 'no-restricted-globals'],
  ['random', 'export const scope = self;', 'no-restricted-globals'],
  ['drift', 'export const noise = Math.random();', 'no-restricted-properties'],
  ['ui', "document.body.innerHTML = '<p>';", 'no-restricted-properties'],
  ['cli', 'export const anything = (value: any) => value;', '@typescript-eslint/no-explicit-any'],
];

const allowed: readonly (readonly [folder: keyof typeof files, code: string])[] = [
  ['measure', "export * from '../models/families.ts';"],
  ['record', "import type { EngineFacts } from '../experiment/trainer.ts'; export type Facts = EngineFacts;"],
  ['ui', "import type { RunEvent } from '../../experiment/events.ts'; export type Event = RunEvent;"],
  ['experiment', "export * from '../adapt/registry.ts';"],
  ['ui', "export * from '../../science/claim.ts';"],
];

describe('the lint rules', () => {
  for (const [folder, code, rule] of sins) {
    it(`${folder} may not: ${code}`, async () => expect(await rulesBroken(files[folder], code)).to.include(rule));
  }

  for (const [folder, code] of allowed) {
    it(`${folder} may: ${code}`, async () => expect(await rulesBroken(files[folder], code)).to.deep.equal([]));
  }
});

async function rulesBroken(filePath: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return result!.messages.map(({ ruleId, message }) => ruleId ?? message);
}
