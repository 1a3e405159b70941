const { rmSync } = require('fs');

module.exports = async () => rmSync(globalThis.temporaryFolder, { recursive: true, force: true });
