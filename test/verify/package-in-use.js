/** The package as it is published, for somebody who has nothing but the package. */
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Finding, ROOT, WORK, appEnv, npm, run, templatesIn } = require('./tools');

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

module.exports = { checkContents, consume, pack };
