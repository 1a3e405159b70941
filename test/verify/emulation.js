/** The emulated account, and what functions of templates do in it with the real AWS SDK. */
const fs = require('fs');
const path = require('path');
const { toBeShown } = require('./known-functions');
const { Finding, ROOT, WORK, appEnv, filesIn, installPython, lines, npm, program, run } = require('./tools');

const MOTO = '5.2.5';
const EMULATOR = program('moto', 'moto_server');
/** What the runtime of AWS Lambda brings along. Not in our lock file: nothing but this check needs it, and the library must not come to. */
const SDK = {
  'client-accessanalyzer': '3.1080.0', 'client-account': '3.1169.0', 'client-cloudformation': '3.1169.0', 'client-cloudtrail': '3.1137.0', 'client-config-service': '3.1124.0',
  'client-detective': '3.1048.0', 'client-ec2': '3.1169.0', 'client-guardduty': '3.1169.0', 'client-iam': '3.1169.0', 'client-inspector2': '3.1085.0',
  'client-kms': '3.1108.0', 'client-macie2': '3.1048.0', 'client-organizations': '3.1169.0', 'client-route53resolver': '3.654.0', 'client-s3-control': '3.1112.0', 'client-securityhub': '3.1108.0',
};
const FUNCTIONS = path.join(WORK, 'apps', 'functions');

function installEmulator() {
  const told = installPython(EMULATOR, 'moto', MOTO, 'moto[server]');
  const folder = path.join(WORK, 'sdk');
  const manifest = JSON.stringify({ private: true, dependencies: Object.fromEntries(Object.entries(SDK).map(([name, version]) => [`@aws-sdk/${name}`, version])) });
  const file = path.join(folder, 'package.json');
  const there = Object.entries(SDK).every(([name, version]) => {
    const own = path.join(folder, 'node_modules', '@aws-sdk', name, 'package.json');
    return fs.existsSync(own) && JSON.parse(fs.readFileSync(own, 'utf8')).version === version;
  });
  if (!there) {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(file, manifest);
    npm(['install', '--no-audit', '--no-fund'], { cwd: folder });
  }
  return `${told}; AWS SDK ${SDK['client-ec2']}, ${there ? 'already there' : 'installed'}`;
}

/** What `emulated-functions` prints. */
function emulated(...options) {
  if (!fs.existsSync(FUNCTIONS)) {
    const { app, context } = require(path.join(ROOT, 'cdk.json'));
    run(process.execPath, [...app.split(' ').slice(1, -1), path.join('test', 'verify', 'functions.ts')], { env: appEnv(FUNCTIONS, context) });
  }
  return JSON.parse(run(process.execPath, [path.join(__dirname, 'emulated-functions.js'), EMULATOR, path.join(WORK, 'sdk'), FUNCTIONS, ...options], { timeout: 180_000 }));
}

function emulateFunctions() {
  const { checks, documented, failures } = emulated();
  if (failures.length > 0) {
    throw new Finding(`${failures.length} of ${checks} checks:${lines(failures)}`);
  }
  const names = Object.keys(documented);
  const alone = names.filter((name) => documented[name].length === 0);
  const stoodIn = names.filter((name) => documented[name].length > 0).map((name) => `  ${name}: ${documented[name].join(', ')}`);
  const told = lines(['with stand-ins, written from the API reference, for what the emulator lacks or does otherwise:', ...stoodIn]);
  return { names, told: `${checks} checks of ${names.length}, of these ${alone.length} with the emulator alone: ${alone.join(', ')}${told}` };
}

/** A check that cannot fail proves nothing. */
function emulateMistakes() {
  const mistakes = emulated('--plant');
  const missed = mistakes.filter(({ wanted, failures }) => !failures.some((failure) => failure.includes(`: ${wanted}: `)));
  if (missed.length > 0) {
    throw new Finding(`mistakes that are not found:${lines(missed.map(({ what, wanted, failures }) => `${what}: nothing says "${wanted}", but: ${failures.join('; ') || 'nothing'}`))}`);
  }
  return `they find ${mistakes.length} planted mistakes: ${mistakes.map(({ what }) => what).join('; ')}`;
}

/** That every function of every template, and all that the library declares for one, was shown to the emulator. */
function knowAll(made, shown) {
  const templates = [...made, ...filesIn(FUNCTIONS)];
  const wanted = toBeShown(templates, path.join(ROOT, 'lib'));
  const unknown = (names) => wanted.filter(({ isShown }) => !names.some(isShown));
  if (unknown(shown).length > 0) {
    const told = unknown(shown).map(({ file, what }) => `${what}, in ${path.relative(ROOT, file)}`);
    throw new Finding(`the emulator was not shown:${lines([...new Set(told)])}`);
  }
  const unnoticed = shown.filter((name) => unknown(shown.filter((each) => each !== name)).length === 0);
  if (unnoticed.length > 0) {
    throw new Finding(`nobody would notice if the emulator were no longer shown ${unnoticed.join(', ')}`);
  }
  return `the ${shown.length} are all that ${templates.length} templates and the library have; any that is left out is noticed`;
}

module.exports = { emulateFunctions, emulateMistakes, installEmulator, knowAll };
