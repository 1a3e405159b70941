const { mkdtempSync } = require('fs');
const { tmpdir } = require('os');
const { join } = require('path');

/** What tests synthesize goes into one folder, which global-teardown.js removes: a run leaves hundreds of folders otherwise. */
module.exports = async () => {
  globalThis.temporaryFolder = mkdtempSync(join(tmpdir(), 'secure-baseline-test-'));
  process.env.TMPDIR = process.env.TEMP = process.env.TMP = globalThis.temporaryFolder;
};
