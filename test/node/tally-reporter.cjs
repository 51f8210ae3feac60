/**
 * A reporter for Mocha that tells failures only, and leaves the number of passed and failed tests in a file, for `npm test`.
 * CommonJS, since Mocha requires its reporters.
 */
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

module.exports = class TallyReporter extends reporters.Base {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      this.epilogue();
      const file = process.env.TALLY_FILE;
      if (file) writeFileSync(file, JSON.stringify({ passed: this.stats.passes, failed: this.stats.failures }));
    });
  }
};
