// Mutation testing of one folder of src with the tests of that folder (`npm run test:mutation -- policies`): a fault is put into the
// code, one at a time, and the tests have to notice. Not part of `npm test`, since it takes minutes to hours. What was left unnoticed, and
// why, is in docs/mutants.md.

/** Set by test/mutation.ts. */
const folder = process.env.MUTATION_FOLDER ?? 'policies';
const only = process.env.MUTATION_FILES?.split(',');

export default {
  testRunner: 'mocha',
  plugins: ['@stryker-mutator/mocha-runner'],
  // As in .mocharc.json, which Stryker reads for everything but what goes to Node itself.
  testRunnerNodeArgs: ['--no-experimental-require-module', '--import', 'tsx', '--import', './test/node/setup.ts'],
  mochaOptions: { spec: [`test/${folder}/**/*.test.ts`] },
  mutate: only ?? [`src/${folder}/**/*.ts`],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  mutator: {
    // Nearly all strings are prose (titles, help, reasons, sources) or ids that types hold: a mutant that empties one is caught by the
    // compiler or changes words only, and a test that repeats the words would be noticed by nobody but who rewords them.
    excludedMutations: ['StringLiteral'],
  },
  timeoutMS: 5000,
  timeoutFactor: 3,
  reporters: ['clear-text', 'json', 'html'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false, reportScoreTable: true },
  jsonReporter: { fileName: `reports/mutation/${folder}.json` },
  htmlReporter: { fileName: `reports/mutation/${folder}.html` },
  tempDirName: '.stryker-tmp',
  ignorePatterns: ['api', 'dist', 'docs', 'lib', 'reports', 'test-results'],
  allowConsoleColors: false,
  disableTypeChecks: false,
  tsconfigFile: 'tsconfig.json',
};
