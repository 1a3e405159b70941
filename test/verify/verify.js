/**
 * What the unit tests cannot see: whether a linter we did not write accepts every template, whether functions of a template do in an emulated account,
 * with the real AWS SDK, what they are there for, and whether the package we publish works for somebody who has nothing but the package. Needs Python
 * 3.10 or newer and the npm and PyPI registries. Leaves what it made in `.verify/`.
 *
 *     npm run verify
 */
const fs = require('fs');
const path = require('path');
const { emulateFunctions, emulateMistakes, installEmulator, knowAll } = require('./emulation');
const { installLinter, lintAll, lintBroken } = require('./linter');
const { checkContents, consume, pack } = require('./package-in-use');
const { Finding, ROOT, WORK, appEnv, run, templatesIn } = require('./tools');

const results = [];

/** Later steps go on after a failure wherever they can, so that one run tells everything. */
function step(name, work) {
  const started = performance.now();
  let outcome;
  try {
    outcome = { passed: true, told: work() };
  } catch (error) {
    outcome = { passed: false, told: error instanceof Finding ? error.message : error.stack };
  }
  const seconds = (performance.now() - started) / 1000;
  results.push({ name, seconds, ...outcome });
  process.stdout.write(`${outcome.passed ? 'passed' : 'FAILED'}  ${name.padEnd(22)} ${seconds.toFixed(1).padStart(6)} s  ${outcome.told}\n`);
  return outcome.passed;
}

function main() {
  fs.mkdirSync(WORK, { recursive: true });
  for (const made of ['apps', 'pack', 'broken.template.json']) {
    fs.rmSync(path.join(WORK, made), { recursive: true, force: true });
  }
  if (step('linter', installLinter)) {
    checkEverything();
  }
  const failed = results.filter((result) => !result.passed).length;
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
  process.stdout.write(`\n${results.length - failed} passed, ${failed} failed\n${seconds.toFixed(0)} s\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function checkEverything() {
  let apps = [];
  step('synthesis', () => {
    apps = synthesize();
    const count = apps.reduce((sum, app) => sum + app.templates.length, 0);
    return `${count} templates of ${apps.length} apps: ${apps.map((app) => app.name).join(', ')}`;
  });
  step('templates', () => lintAll(apps.flatMap((app) => app.templates)));
  step('linter can fail', lintBroken);
  if (step('emulator', installEmulator)) {
    let covered = [];
    const passed = step('functions', () => {
      const { told, names } = emulateFunctions();
      covered = names.filter((name) => name !== 'scripts of remedies');
      return told;
    });
    step('functions can fail', emulateMistakes);
    if (passed) {
      const made = apps.flatMap((app) => app.templates.map(({ file }) => file));
      step('functions known', () => knowAll(made, covered));
    }
  }
  let tarball;
  step('package', () => {
    tarball = pack();
    return checkContents(tarball);
  });
  if (tarball) {
    step('package in use', () => consume(tarball, apps.find((app) => app.name === 'default')));
  }
}

function synthesize() {
  const { app: start, context } = require(path.join(ROOT, 'cdk.json'));
  // Every app starts as the default app does: node, how it reads TypeScript, and the file.
  const loader = start.split(' ').slice(1, -1);
  const examples = path.join(ROOT, 'examples');
  const fixture = path.join('test', 'verify', 'all.ts');
  const apps = [
    { name: 'default', file: path.join('bin', 'secure-baseline.ts'), context },
    ...fs.readdirSync(examples).filter((name) => fs.existsSync(path.join(examples, name, 'app.ts'))).map((name) => (
      { name: `example ${name}`, file: path.join('examples', name, 'app.ts'), context }
    )),
    { name: 'every profile', file: fixture, context },
    // Feature flags belong to the app: the library has to be right in one that sets none, too.
    { name: 'every profile without feature flags', file: fixture, context: {} },
  ];
  return apps.map((app) => {
    const folder = path.join(WORK, 'apps', app.name.replaceAll(' ', '-'));
    run(process.execPath, [...loader, app.file], { env: appEnv(folder, app.context) });
    const templates = templatesIn(folder);
    if (templates.length === 0) {
      throw new Finding(`${app.file} made no template`);
    }
    return { name: app.name, templates };
  });
}

main();
