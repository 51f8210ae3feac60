/** The lint rules fire: each of these lines, in a file of that folder, is an error of that rule. */
import { expect } from 'chai';
import { ESLint } from 'eslint';

const IMPORTS = '@typescript-eslint/no-restricted-imports';
const FLOORS = 'house/import-floors';
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
  contracts: 'src/contracts/record.ts',
  engine: 'src/engine/open.ts',
  experiment: 'src/experiment/kinds/compare/run.ts',
  stream: 'src/ui/stream/stream-bar.ts',
  state: 'src/state/lab-store.ts',
  ui: 'src/ui/experiment/data-card.ts',
  kinds: 'src/spec/kinds/compare/kind.ts',
  cli: 'src/cli/main.ts',
  datasets: 'datasets/registry.ts',
} as const;

const sins: readonly (readonly [folder: keyof typeof files, code: string, rule: string])[] = [
  ['ui', "import * as tf from '@tensorflow/tfjs-core'; tf.tensor([1]);", IMPORTS],
  ['experiment', "import type { Tensor } from '@tensorflow/tfjs-core'; export type T = Tensor;", IMPORTS],
  ['measure', "export const tf = await import('@tensorflow/tfjs-core');", 'no-restricted-syntax'],
  ['ui', "export * from '../../engine/open.ts';", FLOORS],
  ['ui', "import type { Executor } from '../../engine/executor.ts'; export type E = Executor;", FLOORS],
  ['ui', "export type E = import('../../engine/executor.ts').Executor;", FLOORS],
  ['ui', "export * from '../../training/run-control.ts';", FLOORS],
  ['ui', "export * from '../../../workers/lab.ts';", FLOORS],
  ['state', "export * from '../engine/backend.ts';", FLOORS],
  ['experiment', "export * from '../../../engine/open.ts';", FLOORS],
  ['experiment', "export const engine = import('../../../engine/open.ts');", FLOORS],
  ['adapt', "export * from '../engine/training.ts';", FLOORS],
  ['adapt', "import type { RunEvent } from '../experiment/progress.ts'; export type E = RunEvent;", FLOORS],
  ['contracts', "import type { Interval } from '../measure/summary.ts'; export type I = Interval;", FLOORS],
  ['engine', "import type { Drift } from '../drift/setting.ts'; export type D = Drift;", FLOORS],
  ['spec', "export * from '../state/url.ts';", FLOORS],
  ['contracts', 'export const most = 3;', 'no-restricted-syntax'],
  ['data', "export * from '../../drift/apply.ts';", FLOORS],
  ['drift', "export * from '../measure/summary.ts';", FLOORS],
  ['measure', "export * from '../experiment/kinds/registry.ts';", FLOORS],
  ['measure', "import type { Verdict } from '../decide/verdict.ts'; export type V = Verdict;", FLOORS],
  ['record', "export * from '../ui/theme.ts';", FLOORS],
  ['record', "export * from '../science/claim.ts';", FLOORS],
  ['science', "export * from '../services/lab/session.ts';", FLOORS],
  ['cli', "export * from '../engine/backend.ts';", FLOORS],
  ['datasets', "export * from '../src/state/catalogue.ts';", FLOORS],
  ['ui', "export { unsafeHTML } from 'lit/directives/unsafe-html.js';", IMPORTS],
  ['ui', "export const is = (spec: { kind: string }) => spec.kind === 'stream';", 'no-restricted-syntax'],
  ['cli', "export const is = ({ kind }: { kind: string }) => 'compare' !== kind;", 'no-restricted-syntax'],
  [
    'state',
    "export const run = (kind: string) => { switch (kind) { case 'stream': return 1; default: return 2; } };",
    'no-restricted-syntax',
  ],
  ['data', 'export const title = document.title;', 'no-restricted-globals'],
  ['random', 'export const scope = self;', 'no-restricted-globals'],
  ['drift', 'export const noise = Math.random();', 'no-restricted-properties'],
  ['ui', "document.body.innerHTML = '<p>';", 'no-restricted-properties'],
  ['cli', 'export const anything = (value: any) => value;', '@typescript-eslint/no-explicit-any'],
];

const allowed: readonly (readonly [folder: keyof typeof files, code: string])[] = [
  ['measure', "export * from '../models/families.ts';"],
  ['record', "import type { EngineFacts } from '../contracts/trainer.ts'; export type Facts = EngineFacts;"],
  ['ui', "import type { RunEvent } from '../../contracts/events.ts'; export type Event = RunEvent;"],
  ['experiment', "export * from '../../../adapt/registry.ts';"],
  ['ui', "export * from '../../science/claim.ts';"],
  ['kinds', "export const is = (spec: { kind: string }) => spec.kind === 'stream';"],
  ['ui', "export const kind = 'stream';"],
  // A folder of that name elsewhere is no offence.
  ['stream', "export * from '../experiment/data-card.ts';"],
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
