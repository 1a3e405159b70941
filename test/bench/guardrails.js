/** Puts 50 guardrails over 200 units into policies, in several ways, and prints how long each took: `node guardrails.js LIBRARY`. */
const { App, Stack } = require('aws-cdk-lib');

const { Guardrail, OrganizationPolicies, PolicyPacking, PolicyTarget } = require(process.argv[2]);

// What needs no input, but for what denies everything.
const guardrails = Object.getOwnPropertyNames(Guardrail)
  .filter((name) => typeof Guardrail[name] === 'function' && Guardrail[name].length === 0 && !['recommended', 'quarantine'].includes(name))
  .slice(0, 50).map((name) => Guardrail[name]());
if (guardrails.length < 50) {
  throw new Error(`there are ${guardrails.length} guardrails: not enough to measure with`);
}
const all = () => guardrails;
const half = (unit) => guardrails.filter((_, index) => (index + unit) % 50 < 25);

function milliseconds(packing, heldAt) {
  const start = performance.now();
  const targets = Array.from({ length: 200 }, (_, unit) =>
    PolicyTarget.unit(`unit${unit}`, `ou-a1b2-${10000000 + unit}`, { guardrails: heldAt(unit) }));
  new OrganizationPolicies(new Stack(new App(), 'Policies'), 'Policies', { targets, packing });
  return performance.now() - start;
}

process.stdout.write(JSON.stringify({
  'all at each unit, stable': milliseconds(PolicyPacking.stable(), all),
  'all at each unit, dense': milliseconds(PolicyPacking.dense(), all),
  'half at each, another one, dense': milliseconds(PolicyPacking.dense(), half),
}));
