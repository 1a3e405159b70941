/**
 * An account in an emulator, with AWS CloudFormation beside it: runs functions of a template with the real AWS SDK, and has calls fail when told to.
 * Everything is on loopback.
 */
const { spawn } = require('child_process');
const fs = require('fs');
const http = require('http');
const { createRequire } = require('module');
const net = require('net');
const path = require('path');
const { operationOf } = require('./api-operations');
const { AMENDED, FRESH, LACKING } = require('./documented-operations');
const { QUERY, isUnknown, sendError, sendFields } = require('./protocols');
const { ACCOUNT, READS, REGION, resolve } = require('./resolve');

/** What waits for a policy to take effect waits less here, where policies are not looked at: what AWS would refuse is refused each time. */
const HURRY = 'const setTimeout = (done, ms) => globalThis.setTimeout(done, ms / 100);\n';

async function listen(server) {
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return server.address().port;
}

async function text(stream) {
  const parts = [];
  for await (const part of stream) {
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

class EmulatedAccount {
  /**
   * @param options.server - the program `moto_server`
   * @param options.sdk - folder with the clients of the AWS SDK, in which functions are put too
   * @param options.log - file for what the emulator says
   */
  static async start({ server, sdk, log }) {
    const probe = net.createServer();
    const port = await listen(probe);
    await new Promise((done) => probe.close(done));
    const out = fs.openSync(log, 'w');
    const emulator = spawn(server, ['-H', '127.0.0.1', '-p', String(port)], { stdio: ['ignore', out, out] });
    // Whatever ends this program ends the emulator.
    process.once('exit', () => emulator.kill());
    ['SIGINT', 'SIGTERM'].forEach((signal) => process.once(signal, () => process.exit(1)));
    const account = new EmulatedAccount(emulator, port, sdk);
    try {
      await account.ready(log);
      return account;
    } catch (error) {
      account.stop();
      throw error;
    }
  }

  constructor(emulator, port, sdk) {
    this.emulator = emulator;
    this.port = port;
    this.sdk = sdk;
    /** Operations that reached the account since the last `forget`. */
    this.calls = [];
    this.actions = [];
    /** Permissions that functions asked for and that no policy of their role gives. */
    this.denied = new Set();
    /** Operations that were answered as the API reference says, and not by the emulator alone. */
    this.documented = new Set();
    this.documentedState = structuredClone(FRESH);
    /** Operations that the emulator does not know. */
    this.unknown = new Set();
    /** Operations that fail the next time, with an error code, and perhaps with what somebody else does just before. */
    this.failures = {};
    this.answers = [];
  }

  async ready(log) {
    const endpoint = await listen(this.gateway = http.createServer((request, response) => void this.pass(request, response)));
    this.responses = await listen(this.cloudFormation = http.createServer(async (request, response) => {
      this.answers.push({ method: request.method, type: request.headers['content-type'], body: await text(request) });
      response.end();
    }));
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://localhost:${endpoint}`, AWS_REGION: REGION, AWS_ACCESS_KEY_ID: 'emulated', AWS_SECRET_ACCESS_KEY: 'emulated',
      AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: path.join(this.sdk, 'none'), AWS_SHARED_CREDENTIALS_FILE: path.join(this.sdk, 'none'),
    });
    // Amazon S3 puts the account into the name of the host, which not every system looks for on loopback.
    const dns = require('dns');
    const { lookup } = dns;
    dns.lookup = (host, ...rest) => lookup(host.endsWith('.localhost') || host === 'localhost' ? '127.0.0.1' : host, ...rest);

    for (let attempt = 0; attempt < 150; attempt++) {
      if (this.emulator.exitCode !== null) {
        break;
      }
      if (await fetch(`http://127.0.0.1:${this.port}/moto-api/`, { signal: AbortSignal.timeout(2000) }).then(({ ok }) => ok, () => false)) {
        return;
      }
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`the emulator did not start: ${fs.readFileSync(log, 'utf8').slice(-2000)}`);
  }

  stop() {
    this.emulator.kill();
    [this.gateway, this.cloudFormation].forEach((server) => {
      server?.close();
      server?.closeAllConnections();
    });
  }

  /** A new account, with its default VPCs. */
  async reset() {
    await fetch(`http://127.0.0.1:${this.port}/moto-api/reset`, { method: 'POST' });
    this.failures = {};
    this.documentedState = structuredClone(FRESH);
    this.forget();
  }

  forget() {
    this.calls = [];
  }

  /** What was changed since the last `forget`. */
  get changes() {
    return this.calls.filter((name) => !READS.test(name));
  }

  async pass(request, response) {
    const body = await text(request);
    const operation = operationOf(request, body);
    const { name } = operation;
    this.calls.push(name);
    this.actions.push(operation.action);
    if (this.failures[name]) {
      const [code, meanwhile] = [this.failures[name]].flat();
      delete this.failures[name];
      await meanwhile?.();
      sendError(response, operation, code, 'planted');
      return;
    }
    try {
      const answer = await this.answer(request, operation, body);
      if (answer.refusal) {
        sendError(response, operation, ...answer.refusal);
      } else if (answer.fields) {
        sendFields(response, operation, answer.fields);
      } else {
        const { 'transfer-encoding': _, 'content-length': __, ...headers } = answer.headers;
        response.writeHead(answer.status, headers);
        response.end(answer.said);
      }
    } catch (error) {
      sendError(response, operation, 'Unreachable', error.message);
    }
  }

  /** What the emulator says, or the API reference where the emulator lacks the operation. */
  async answer(request, { service, region, name }, body) {
    const emulator = (other = {}) => this.forward(request, { body, ...other });
    const documented = (work) => {
      this.documented.add(name);
      const input = body.startsWith('{') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(QUERY.includes(service) ? body : request.url.split('?')[1]));
      return work(input, this.documentedState, emulator, region);
    };
    const [amended, lacking] = [AMENDED, LACKING].map((table) => table[`${service}:${name}`] ?? table[name]);
    if (amended) {
      return documented(amended);
    }
    const answer = await emulator();
    if (!isUnknown(answer)) {
      return answer;
    }
    if (lacking) {
      return documented(lacking);
    }
    this.unknown.add(name);
    return { refusal: ['NotImplemented', 'the emulator does not know this operation'] };
  }

  forward(request, { method = request.method, path: to = request.url, body }) {
    const { 'content-length': _, 'transfer-encoding': __, ...headers } = request.headers;
    return new Promise((done, failed) => {
      const forwarded = http.request({
        host: '127.0.0.1', port: this.port, method, path: to, headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      }, async (answer) => done({ status: answer.statusCode, headers: answer.headers, said: await text(answer) }));
      forwarded.on('error', failed);
      forwarded.end(body);
    });
  }

  /** A call of our own, by which the tests see and set the state. */
  async call(service, client, command, input = {}, region = REGION) {
    const sdk = createRequire(path.join(this.sdk, 'package.json'))(`@aws-sdk/client-${service}`);
    this.clients ??= {};
    const own = `${client} ${region}`;
    this.clients[own] ??= new sdk[client]({ region, maxAttempts: 1 });
    const before = this.calls;
    try {
      return await this.clients[own].send(new sdk[`${command}Command`](input));
    } finally {
      this.calls = before.slice(0, before.length - (before[before.length - 1] === command ? 1 : 0));
    }
  }

  /** Has a function of a template answer a request for one of its custom resources, as AWS CloudFormation would ask. */
  async request(template, logicalId, type, id, values = {}) {
    const { Type, Properties: { ServiceToken, ...properties } } = template.Resources[logicalId];
    const functionId = ServiceToken['Fn::GetAtt'][0];
    const folder = path.join(this.sdk, 'functions', functionId);
    const code = template.Resources[functionId].Properties.Code.ZipFile;
    const file = path.join(folder, 'index.js');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(file, `${HURRY}${code}`);
    delete require.cache[file];
    const before = this.actions.length;
    const print = console.log;
    console.log = () => undefined;
    try {
      await require(file).handler({
        RequestType: type, ResponseURL: `http://127.0.0.1:${this.responses}/stack?signature=x`, RequestId: `${this.answers.length}`,
        StackId: `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/Settings/1`, LogicalResourceId: logicalId, ResourceType: Type,
        ...id === undefined ? {} : { PhysicalResourceId: id },
        ResourceProperties: Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, resolve(value, values)])),
      }, { getRemainingTimeInMillis: () => 120_000 });
    } finally {
      console.log = print;
      const allowed = allowedBy(template, template.Resources[functionId].Properties.Role['Fn::GetAtt'][0]);
      this.actions.slice(before).filter((action) => !allowed.includes(action)).forEach((action) => this.denied.add(action));
    }
    const { method, type: contentType, body } = this.answers[this.answers.length - 1];
    if (method !== 'PUT' || contentType !== '') {
      throw new Error(`AWS CloudFormation would refuse a ${method} of "${contentType}"`);
    }
    return JSON.parse(body);
  }
}

/** What the policies of a role allow, whatever the resource. */
function allowedBy(template, role) {
  return Object.values(template.Resources)
    .filter(({ Type, Properties: { Roles = [] } = {} }) => Type === 'AWS::IAM::ManagedPolicy' && Roles.some(({ Ref }) => Ref === role))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement).flatMap(({ Action }) => Action);
}

module.exports = { EmulatedAccount, allowedBy };
