/**
 * What synthesis costs, beside the least it could cost: the smallest app that is valid. Whole processes, taken in turns so that a busy moment
 * of the machine strikes all of them alike; medians of some rounds. Prints targets and never fails on a slow result, only on a broken one.
 *
 *     npm run bench -- --rounds 5
 */
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const ROOT = path.join(__dirname, '..', '..');
const LIBRARY = path.join(ROOT, 'dist', 'index.js');
const CDK = path.join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');
const { app: START, context: CONTEXT } = require(path.join(ROOT, 'cdk.json'));
// The default app starts as cdk.json says: node, how it reads TypeScript, and the file.
const APP = START.split(' ').slice(1);
const LOADER = APP.slice(0, -1);
const GROWTH = [1, 10, 100];
const TARGETS = { synthRatio: 1.35, msPerResource: 2.5, msPerStack: 60, mbPerStack: 3, guardrailsMs: 1000 };

function main() {
  const rounds = roundsFrom(process.argv.slice(2));
  build();
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'secure-baseline-bench-'));
  try {
    const lines = plan(scratch);
    const started = performance.now();
    for (let round = 1; round <= rounds; round++) {
      lines.forEach((line) => line.samples.push(measure(line, scratch)));
      process.stderr.write(`round ${round} of ${rounds}: ${Math.round((performance.now() - started) / 1000)} s\n`);
    }
    process.stdout.write(report(lines, rounds));
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

function roundsFrom(args) {
  const value = args[0] === undefined ? 5 : args[0] === '--rounds' ? Number(args[1]) : NaN;
  if (!Number.isInteger(value) || value < 1) {
    throw new Error('usage: npm run bench -- --rounds N, with N from 1');
  }
  return value;
}

/** Measuring what an older library did would mislead. The assembly is what a build always writes anew. */
function build() {
  const assembly = path.join(ROOT, '.jsii');
  const sources = fs.readdirSync(path.join(ROOT, 'lib'), { recursive: true }).map((file) => path.join(ROOT, 'lib', file));
  const newest = Math.max(...sources.map((file) => fs.statSync(file).mtimeMs));
  if (!fs.existsSync(LIBRARY) || !fs.existsSync(assembly) || fs.statSync(assembly).mtimeMs < newest) {
    process.stderr.write('building the library\n');
    const built = spawnSync('npm run -s build', { cwd: ROOT, shell: true, stdio: ['ignore', 2, 2] });
    if (built.status !== 0) {
      throw new Error('npm run build failed: there is nothing to measure');
    }
  }
}

/** Every line of the report, in the order of a round. */
function plan(scratch) {
  const write = (name, text) => {
    fs.writeFileSync(path.join(scratch, name), text);
    return path.join(scratch, name);
  };
  const quoted = (module) => JSON.stringify(require.resolve(module));
  // Validation refuses a stack without resources; a handle is the smallest there is, and makes nothing.
  const smallest = [
    `const app = new App();`, `new CfnWaitConditionHandle(new Stack(app, 'Floor'), 'Handle');`, `app.synth();`, '',
  ].join('\n');
  const names = '{ App, CfnWaitConditionHandle, Stack }';
  const floor = write('floor.js', `const ${names} = require(${quoted('aws-cdk-lib')});\n${smallest}`);
  const floorTs = write('floor.ts', `import ${names} from ${quoted('aws-cdk-lib')};\n${smallest}`);
  const compiled = write('compiled.js', [
    `const { App } = require(${quoted('aws-cdk-lib')});`,
    `const { AccountBaseline, SynthesisSummary } = require(${JSON.stringify(LIBRARY)});`,
    `const app = new App();\nnew AccountBaseline(app, 'Baseline');`,
    `process.stderr.write(SynthesisSummary.of(app).toString());\n`,
  ].join('\n'));
  const stopwatch = (module) => ['-e', [
    `const start = performance.now(); require(${JSON.stringify(module)});`,
    `process.stdout.write(JSON.stringify({ inside: performance.now() - start }));`,
  ].join(' ')];

  const apps = [
    { name: 'default app', args: APP },
    { name: 'floor', args: [floor] },
    { name: 'floor in TypeScript', args: [...LOADER, floorTs] },
    { name: 'default app, compiled', args: [compiled], processOnly: true },
  ];
  const lines = [];
  const add = (line) => lines.push({ samples: [], env: {}, ...line });
  for (const validation of [true, false]) {
    apps.filter((app) => !app.processOnly).forEach(({ name, args }) => add({
      group: 'synth', name, validation, args: [
        CDK, 'synth', '-q', '--no-notices', ...validation ? [] : ['--no-validation'], '--app', ['node', ...args].join(' '),
      ],
    }));
    apps.forEach(({ name, args }) => add({ group: 'process', name, validation, args }));
  }
  add({ group: 'import', name: 'library, compiled', args: stopwatch(LIBRARY) });
  add({ group: 'import', name: 'library in TypeScript', args: [...LOADER, ...stopwatch(path.join(ROOT, 'lib', 'index.ts'))] });
  add({ group: 'import', name: 'aws-cdk-lib alone', args: stopwatch(require.resolve('aws-cdk-lib')) });
  GROWTH.forEach((accounts) => add({
    group: 'growth', name: String(accounts), validation: false, args: [path.join(__dirname, 'growth.js'), LIBRARY, String(accounts)],
  }));
  add({ group: 'guardrails', name: '50 over 200 units', args: [path.join(__dirname, 'guardrails.js'), LIBRARY] });
  return lines;
}

function measure({ group, name, validation, args }, scratch) {
  const output = path.join(scratch, 'out');
  const peaks = path.join(scratch, 'peaks');
  fs.rmSync(output, { recursive: true, force: true });
  fs.rmSync(peaks, { force: true });

  // What the machine has set for the CDK must not decide the result.
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(CDK_|NODE_OPTIONS$)/.test(key)));
  Object.assign(env, { BENCH_PEAKS: peaks, NODE_OPTIONS: `-r ${path.join(__dirname, 'peak-memory.js')}`, CDK_DISABLE_CLI_TELEMETRY: 'true' });
  if (group === 'synth') {
    args = [...args, '--output', output];
  } else {
    // What the command line hands to an app, so that both ways make the same templates.
    Object.assign(env, {
      CDK_OUTDIR: output,
      CDK_CONTEXT_JSON: JSON.stringify(CONTEXT),
      CDK_VALIDATION: String(validation ?? false),
    });
  }

  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, env, encoding: 'utf8', maxBuffer: 2 ** 28 });
  const ms = performance.now() - start;
  if (status !== 0) {
    throw new Error(`${group}, ${name}: ended with ${status}\n${stderr}`);
  }
  const megabytes = Math.max(...fs.readFileSync(peaks, 'utf8').trim().split('\n').map(Number)) / 1024;
  const inside = ['import', 'growth', 'guardrails'].includes(group) ? JSON.parse(stdout) : {};
  return { ms, megabytes, ...inside, ...['import', 'guardrails'].includes(group) ? {} : contents(output) };
}

/** How much came out, counted in the templates themselves. */
function contents(folder) {
  const templates = fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.template.json'));
  const resources = templates.map((file) => Object.keys(JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')).Resources ?? {}).length);
  return { stacks: templates.length, resources: resources.reduce((sum, count) => sum + count, 0) };
}

function median(line, key = 'ms') {
  const values = line.samples.map((sample) => sample[key]).sort((a, b) => a - b);
  const middle = Math.floor(values.length / 2);
  return values.length % 2 === 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

function fastest(line) {
  return Math.min(...line.samples.map(({ ms }) => ms));
}

function report(lines, rounds) {
  const find = (group, name, validation) => lines.find((line) => line.group === group && line.name === name
    && (validation === undefined || line.validation === validation));
  const version = (name) => require(path.join(ROOT, 'node_modules', name, 'package.json')).version;
  const text = [
    `${os.cpus().length} x ${os.cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${process.platform}; `
      + `Node ${process.version}, aws-cdk-lib ${version('aws-cdk-lib')}, aws-cdk ${version('aws-cdk')}`,
    `Medians of ${rounds} rounds, taken in turns. Peak: the largest process of a command. `
      + `Load of the machine: ${os.loadavg()[0].toFixed(1)}.`,
    `The default app, and what is in TypeScript, start with: node ${LOADER.join(' ')}`,
  ];
  const verdict = (label, value, unit, target) =>
    `  ${label.padEnd(64)} ${`${value.toFixed(2)}${unit}`.padStart(12)}   target ${target}${unit}: ${value <= target ? 'met' : 'MISSED'}`;

  const spread = (line) => `${Math.round(fastest(line))}-${Math.round(Math.max(...line.samples.map(({ ms }) => ms)))}`;
  const ratioTable = (group, heading) => {
    text.push('', heading, row(['', 'validation', 'ms', 'min-max', 'x floor', 'x at best', 'peak MB']));
    lines.filter((line) => line.group === group).forEach((line) => {
      const floor = find(group, 'floor', line.validation);
      text.push(row([
        line.name, line.validation ? 'on' : 'off', Math.round(median(line)), spread(line), (median(line) / median(floor)).toFixed(2),
        // On a busy machine the fastest runs say more than the medians.
        (fastest(line) / fastest(floor)).toFixed(2), Math.round(median(line, 'megabytes')),
      ]));
    });
  };

  ratioTable('synth', 'cdk synth');
  for (const validation of [true, false]) {
    const ratio = median(find('synth', 'default app', validation)) / median(find('synth', 'floor', validation));
    text.push(verdict(`default app over the floor, validation ${validation ? 'on' : 'off'}`, ratio, ' x', TARGETS.synthRatio));
  }

  const { stacks, resources } = find('process', 'default app', false).samples[0];
  ratioTable('process', `The app process alone: ${resources} resources in ${stacks} stacks`);
  for (const validation of [true, false]) {
    for (const name of ['default app', 'default app, compiled']) {
      const above = median(find('process', name, validation)) - median(find('process', 'floor', validation));
      const label = `${name}: a resource above the floor, validation ${validation ? 'on' : 'off'}`;
      text.push(verdict(label, above / resources, ' ms', TARGETS.msPerResource));
    }
  }

  text.push('', 'Importing, measured inside a fresh process', row(['', '', 'ms', '', '', 'peak MB']));
  lines.filter((line) => line.group === 'import').forEach((line) => text.push(row([
    line.name, '', median(line, 'inside').toFixed(1), '', '', Math.round(median(line, 'megabytes')),
  ])));

  text.push('', 'Guardrails: 50 over 200 units, put into policies');
  const guardrails = find('guardrails', '50 over 200 units');
  Object.keys(guardrails.samples[0]).filter((key) => !['ms', 'megabytes'].includes(key))
    .forEach((key) => text.push(verdict(key, median(guardrails, key), ' ms', TARGETS.guardrailsMs)));

  text.push('', 'Growth: accounts of four regions each, compiled library, validation off',
    row(['accounts', 'stacks', 'resources', 'ms', 'building ms', 'synth ms', 'peak MB']));
  const growth = GROWTH.map((accounts) => find('growth', String(accounts)));
  growth.forEach((line) => text.push(row([
    line.name, line.samples[0].stacks, line.samples[0].resources, Math.round(median(line)),
    Math.round(median(line, 'construct')), Math.round(median(line, 'synth')), Math.round(median(line, 'megabytes')),
  ])));
  const slope = (key, from, to) => (median(growth[to], key) - median(growth[from], key))
    / (growth[to].samples[0].stacks - growth[from].samples[0].stacks);
  text.push(verdict('each further stack, from 10 to 100 accounts', slope('ms', 1, 2), ' ms', TARGETS.msPerStack));
  text.push(verdict('each further stack, from 10 to 100 accounts', slope('megabytes', 1, 2), ' MB', TARGETS.mbPerStack));
  const bend = slope('ms', 1, 2) / slope('ms', 0, 1);
  text.push(`  a stack costs ${slope('ms', 0, 1).toFixed(1)} ms from 1 to 10 accounts, and ${bend.toFixed(2)} times that from 10 to 100: `
    + `${bend <= 1.25 ? 'not worse than linear' : 'WORSE than linear'}`);
  return `${text.join('\n')}\n`;
}

function row([first, ...rest]) {
  return `  ${String(first).padEnd(24)}${rest.map((cell) => String(cell).padStart(12)).join('')}`;
}

main();
