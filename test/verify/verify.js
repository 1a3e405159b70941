/**
 * What the unit tests cannot see: whether a linter we did not write accepts every template, whether functions of a template do in an emulated account,
 * with the real AWS SDK, what they are there for, and whether the package we publish works for somebody who has nothing but the package. Needs Python 3.10 or newer and the npm and PyPI registries. Leaves what it made in `.verify/`.
 *
 *     npm run verify
 */
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { toBeShown } = require('./known-functions');

const CFN_LINT = '1.58.0';
const ROOT = path.join(__dirname, '..', '..');
const WORK = path.join(ROOT, '.verify');
const WINDOWS = process.platform === 'win32';
const LINTER = program('venv', 'cfn-lint');
const MOTO = '5.2.5';
const EMULATOR = program('moto', 'moto_server');
/** What the runtime of AWS Lambda brings along. Not in our lock file: nothing but this check needs it, and the library must not come to. */
const SDK = {
  'client-accessanalyzer': '3.1080.0', 'client-account': '3.1169.0', 'client-cloudformation': '3.1169.0', 'client-cloudtrail': '3.1137.0', 'client-config-service': '3.1124.0',
  'client-detective': '3.1048.0', 'client-ec2': '3.1169.0', 'client-guardduty': '3.1169.0', 'client-iam': '3.1169.0', 'client-inspector2': '3.1085.0',
  'client-macie2': '3.1048.0', 'client-organizations': '3.1169.0', 'client-route53resolver': '3.654.0', 'client-s3-control': '3.1112.0', 'client-securityhub': '3.1108.0',
};
const FUNCTIONS = path.join(WORK, 'apps', 'functions');
/** For templates that go to whatever region they are deployed to: the one with most services, and one more. */
const ANY_REGION = ['us-east-1', 'eu-central-1'];

const MANIFEST = require(path.join(ROOT, 'package.json'));

const CONSUMER = `
import { App, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import {
  AccountBaseline, BaselineProfile, DeveloperGroup, InternetEgress, NetworkAddresses, NetworkDomain, NetworkTier, PrivateBucket, TieredVpc, TrafficFlow, TrafficPeer,
} from '${MANIFEST.name}';

const app = new App();
const baseline = new AccountBaseline(app, 'Baseline', {
  profile: BaselineProfile.regulated(),
  network: NetworkDomain.tieredVpc({ addresses: NetworkAddresses.ipv4('10.20.0.0/16'), internetEgress: InternetEgress.singleNat() }),
});
const cidr: string | undefined = baseline.network?.cidr;

const stack = new Stack(app, 'Own');
new PrivateBucket(stack, 'Reports', { bucketNamePrefix: 'reports', noncurrentVersionExpiration: Duration.days(30) });
const batch = NetworkTier.isolated('batch');
new TieredVpc(stack, 'Vpc', {
  tiers: [NetworkTier.public(), NetworkTier.application(), batch],
  flows: [
    TrafficFlow.from(TrafficPeer.internet()).to(NetworkTier.public()).port(443),
    TrafficFlow.from(NetworkTier.application()).to(batch).ports(8000, 8010),
  ],
});
new DeveloperGroup(stack, 'Developers');

app.synth();
const constructs = app.node.findAll();
export const expected: Record<string, number> = Object.fromEntries(constructs.filter(Stack.isStack).map((made) => [
  made.templateFile, made.node.findAll().filter(CfnResource.isCfnResource).length,
]));
if (cidr !== '10.20.0.0/16') {
  throw new Error('the baseline does not hand out the network it made');
}
`;

/** A failure that is a finding rather than a bug of this script: told in its own words, without a stack trace. */
class Finding extends Error {}

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
      step('functions known', () => knowAll([...made, ...filesIn(FUNCTIONS)], covered));
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

/** Runs a command to its end; what it said is shown when it fails. */
function run(command, args, options = {}) {
  const { accept = [0], ...rest } = options;
  const ended = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28, ...rest });
  if (ended.error || !accept.includes(ended.status)) {
    const said = [ended.error?.message, ended.stdout, ended.stderr].filter(Boolean).join('\n').trim();
    throw new Finding(`${path.basename(command)} ${args.join(' ')} ended with ${ended.status}\n${said}`);
  }
  return ended.stdout;
}

/** The name npm goes by, and the shell it needs, differ on Windows. */
function npm(args, options = {}) {
  return run('npm', args, { shell: WINDOWS, ...options });
}

/** A program in a virtual environment of ours. */
function program(venv, name) {
  return path.join(WORK, venv, WINDOWS ? 'Scripts' : 'bin', name);
}

function installLinter() {
  return installPython(LINTER, 'cfn-lint', CFN_LINT, 'cfn-lint');
}

/** Installs a package of Python into the virtual environment that its program stands in, unless that version is there. */
function installPython(command, name, version, requirement) {
  const wanted = `${name} ${version}`;
  const python = path.join(path.dirname(command), 'python');
  const ask = `import importlib.metadata as m; print("${name} " + m.version("${name}"))`;
  const installed = () => spawnSync(python, ['-c', ask], { encoding: 'utf8' }).stdout?.trim();
  if (installed() === wanted) {
    return `${wanted}, already there`;
  }
  const venv = path.dirname(path.dirname(command));
  fs.rmSync(venv, { recursive: true, force: true });
  run(systemPython(), ['-m', 'venv', venv]);
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `${requirement}==${version}`]);
  if (installed() !== wanted) {
    throw new Finding(`installed, but says "${installed()}" instead of "${wanted}"`);
  }
  return `${wanted}, installed`;
}

function systemPython() {
  const python = ['python3', 'python'].find((name) =>
    spawnSync(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))'], { stdio: 'ignore' }).status === 0);
  if (!python) {
    throw new Finding('Python 3.10 or newer is not there: install it, and run this again');
  }
  if (spawnSync(python, ['-c', 'import ensurepip, venv'], { stdio: 'ignore' }).status !== 0) {
    throw new Finding(`${python} cannot make virtual environments: install its venv module (on Debian and Ubuntu the package python3-venv)`);
  }
  return python;
}

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

const lines = (texts) => texts.map((text) => `\n        ${text}`).join('');

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
function knowAll(templates, shown) {
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

/** What the CDK command line hands to an app. Its own validation has a test of its own. */
function appEnv(folder, context) {
  return { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_VALIDATION: 'false' };
}

/** The templates of a cloud assembly and of those inside it, each with its region where that is known. */
function templatesIn(folder) {
  const artifacts = Object.values(JSON.parse(fs.readFileSync(path.join(folder, 'manifest.json'), 'utf8')).artifacts);
  const found = artifacts.flatMap(({ type, environment, properties }) => {
    if (type === 'cdk:cloud-assembly') {
      return templatesIn(path.join(folder, properties.directoryName));
    }
    if (type !== 'aws:cloudformation:stack') {
      return [];
    }
    const region = environment.split('/').pop();
    return [{ file: path.join(folder, properties.templateFile), region: region === 'unknown-region' ? undefined : region }];
  });
  const files = filesIn(folder);
  const missed = files.filter((file) => !found.some((template) => template.file === file));
  if (missed.length > 0) {
    throw new Finding(`no stack of the manifest names ${missed.join(', ')}`);
  }
  return found;
}

function filesIn(folder) {
  return fs.readdirSync(folder).filter((name) => name.endsWith('.template.json')).map((name) => path.join(folder, name));
}

/** What the linter says about templates. */
function lint(files, regions) {
  // The exit code adds up what was found: 2 errors, 4 warnings, 8 remarks.
  const said = run(LINTER, ['--format', 'json', '--regions', ...regions, '--template', ...files], {
    accept: [0, 2, 4, 6, 8, 10, 12, 14],
  });
  return JSON.parse(said || '[]').map((match) => ({
    rule: match.Rule.Id, file: match.Filename, path: match.Location.Path?.join('/') ?? '', message: match.Message,
  }));
}

function lintAll(templates) {
  if (templates.length === 0) {
    throw new Finding('there is no template to lint');
  }
  const regions = [...new Set(templates.map((template) => template.region))];
  const matches = regions.flatMap((region) => lint(
    templates.filter((template) => template.region === region).map((template) => template.file),
    region === undefined ? ANY_REGION : [region],
  )).sort((a, b) => a.rule.localeCompare(b.rule));
  const errors = matches.filter(({ rule }) => rule.startsWith('E'));
  const files = new Map();
  for (const { rule, path: at, message, file } of matches) {
    const said = `${rule} ${at}: ${message}`;
    files.set(said, [...files.get(said) ?? [], path.relative(WORK, file)]);
  }
  const told = [...files].map(([said, [first, ...others]]) =>
    `\n        ${said}\n          in ${first}${others.length > 0 ? ` and ${others.length} more` : ''}`).join('');
  const where = regions.map((region) => region ?? `any region (${ANY_REGION.join(', ')})`).join(', ');
  const summary = `${templates.length} templates for ${where}: ${errors.length} errors, ${matches.length - errors.length} warnings${told}`;
  if (errors.length > 0) {
    throw new Finding(summary);
  }
  return summary;
}

/** A check that cannot fail proves nothing. */
function lintBroken() {
  const file = path.join(WORK, 'broken.template.json');
  fs.writeFileSync(file, JSON.stringify({
    Resources: { Broken: { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: 'Sometimes' } } } },
  }));
  const errors = lint([file], ANY_REGION).filter(({ rule, path: at }) => rule.startsWith('E') && at.startsWith('Resources/Broken/'));
  if (errors.length === 0) {
    throw new Finding('the linter accepts a template that AWS CloudFormation would refuse');
  }
  return `it refuses a broken template: ${errors[0].rule} ${errors[0].message}`;
}

function pack() {
  const folder = path.join(WORK, 'pack');
  fs.mkdirSync(folder);
  npm(['pack', '--pack-destination', folder]);
  const made = fs.readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  if (made.length !== 1) {
    throw new Finding(`npm pack made ${made.length} tarballs`);
  }
  return path.join(folder, made[0]);
}

function checkContents(tarball) {
  const listed = run('tar', ['-tzf', tarball]).split('\n').map((line) => line.trim().replace(/^package\//, '')).filter(Boolean);
  const required = ['package.json', 'README.md', 'LICENSE', '.jsii', 'dist/index.js', 'dist/index.d.ts'];
  // Naming what may be there also catches what nobody thought of: sources, tests, an app's own settings, a forgotten output folder.
  const allowed = /^(package\.json|LICENSE|NOTICE|\.jsii|[A-Z]+\.md|dist\/.+\.(js|d\.ts))$/;
  const source = (file) => path.join(ROOT, file.replace(/^dist\//, 'lib/').replace(/(\.d\.ts|\.js)$/, '.ts'));
  const problems = [
    ...required.filter((file) => !listed.includes(file)).map((file) => `${file} is missing`),
    ...listed.filter((file) => !allowed.test(file)).map((file) => `${file} does not belong in the package`),
    ...listed.filter((file) => file.startsWith('dist/') && !fs.existsSync(source(file))).map((file) => `${file} is left from an older build`),
  ];
  if (problems.length > 0) {
    throw new Finding(`${path.basename(tarball)}: ${problems.join('; ')}`);
  }
  return `${path.basename(tarball)}: ${listed.length} files, ${Math.round(fs.statSync(tarball).size / 1024)} kB`;
}

/** Outside the repository, where nothing of ours can be found by accident. */
function consume(tarball, defaultApp) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'secure-baseline-consumer-'));
  try {
    const write = (name, content) => fs.writeFileSync(path.join(folder, name), content);
    const { 'aws-cdk-lib': cdk, constructs, typescript } = MANIFEST.devDependencies;
    write('package.json', JSON.stringify({
      name: 'consumer', version: '1.0.0', private: true,
      dependencies: { [MANIFEST.name]: `file:${tarball}`, 'aws-cdk-lib': cdk, constructs },
      devDependencies: { typescript },
    }));
    write('app.ts', CONSUMER);
    write('tsconfig.json', JSON.stringify({
      compilerOptions: {
        // Declarations of aws-cdk-lib itself name Disposable, which newer libraries of the language have, and @types/node.
        target: 'es2022', lib: ['es2022', 'esnext.disposable'], module: 'node16', strict: true, skipLibCheck: false, types: [], outDir: 'out',
      },
      files: ['app.ts'],
    }));
    npm(['install', '--no-audit', '--no-fund'], { cwd: folder });
    const installed = path.join(folder, 'node_modules', MANIFEST.name);
    if (fs.lstatSync(installed).isSymbolicLink()) {
      throw new Finding('npm linked the package instead of installing it');
    }
    run(process.execPath, [path.join(folder, 'node_modules', 'typescript', 'lib', 'tsc.js'), '-p', '.'], { cwd: folder });

    const output = path.join(folder, 'cdk.out');
    const tell = `process.stdout.write(JSON.stringify(require('./out/app.js').expected))`;
    const expected = JSON.parse(run(process.execPath, ['-e', tell], { cwd: folder, env: appEnv(output, {}) }));
    const made = templatesIn(output).map(({ file }) => [path.basename(file), JSON.parse(fs.readFileSync(file, 'utf8')).Resources ?? {}]);
    const problems = [
      ...made.filter(([name, resources]) => Object.keys(resources).length !== expected[name])
        .map(([name, resources]) => `${name} has ${Object.keys(resources).length} resources, and the app ${expected[name]}`),
      ...made.filter(([, resources]) => Object.keys(resources).length === 0).map(([name]) => `${name} has no resources`),
      ...Object.keys(expected).filter((name) => !made.some(([file]) => file === name)).map((name) => `${name} was not written`),
      // The same baseline as in the default app, and the consumer's own stack.
      ...defaultApp && made.length !== defaultApp.templates.length + 1 ? [`${made.length} templates, not ${defaultApp.templates.length + 1}`] : [],
    ];
    if (problems.length > 0) {
      throw new Finding(problems.join('; '));
    }
    const resources = made.reduce((sum, [, own]) => sum + Object.keys(own).length, 0);
    return `installed, compiled strictly and run elsewhere: ${made.length} templates with ${resources} resources`;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main();
