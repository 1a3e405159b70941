/** What was checked, and what was found to be wrong. */
const { isDeepStrictEqual } = require('util');

let failures = [];
let checks = 0;

function check(what, got, wanted) {
  checks++;
  if (!isDeepStrictEqual(got, wanted)) {
    failures.push(`${what}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
  }
}

/** What there is to tell since the last time. */
function results() {
  const told = { checks, failures };
  failures = [];
  checks = 0;
  return told;
}

module.exports = { check, results };
