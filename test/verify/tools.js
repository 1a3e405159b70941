/** What the steps of the verification have in common: programs they run, and the templates of apps. */
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const ROOT = path.join(__dirname, '..', '..');
const WORK = path.join(ROOT, '.verify');
const WINDOWS = process.platform === 'win32';

/** A failure that is a finding rather than a bug of this program: told in its own words, without a stack trace. */
class Finding extends Error {}

const lines = (texts) => texts.map((text) => `\n        ${text}`).join('');

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

module.exports = { Finding, ROOT, WORK, appEnv, filesIn, installPython, lines, npm, program, run, templatesIn };
