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

const ACCOUNT = '123456789012';
const REGION = 'eu-central-1';
/** Calls that change nothing. */
const READS = /^(BatchGet|Get|List|Describe)/;
const PSEUDO = { 'AWS::AccountId': ACCOUNT, 'AWS::Region': REGION, 'AWS::Partition': 'aws', 'AWS::URLSuffix': 'amazonaws.com' };

/** Operations of security services, by their requests. */
const BY_REQUEST = {
  'POST /organizationconfiguration/describe': 'DescribeOrganizationConfiguration',
  'POST /organizationconfiguration/update': 'UpdateOrganizationConfiguration',
  'POST /members/list': 'ListMembers',
  'POST /members/associate': 'AssociateMember',
  'POST /status/batch/get': 'BatchGetAccountStatus',
  'POST /enable': 'Enable',
  'GET /accounts': 'DescribeHub',
  'POST /accounts': 'EnableSecurityHub',
  'GET /admin/configuration': 'DescribeOrganizationConfiguration',
};

/** Name of the operation that a request asks for. */
function operation({ method, url, headers }, body) {
  const named = headers['x-amz-target']?.split('.')[1] ?? BY_REQUEST[`${method} ${url}`];
  if (named) {
    return named;
  }
  if (url.includes('/publicAccessBlock')) {
    return `${method[0]}${method.slice(1).toLowerCase()}PublicAccessBlock`;
  }
  const inPath = /^\/(\w*AlternateContact)$/.exec(url)?.[1];
  return inPath ? inPath[0].toUpperCase() + inPath.slice(1) : new URLSearchParams(body).get('Action') ?? 'Unknown';
}

/** An error that the SDK does not try again, in the form of the protocol that the request has. */
function sendError(response, request, code, message) {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  const json = request.url.endsWith('AlternateContact') || `${request.method} ${request.url}` in BY_REQUEST || 'x-amz-target' in request.headers;
  const ec2 = (request.headers.authorization ?? '').includes('/ec2/');
  response.writeHead(400, { 'content-type': json ? 'application/json' : 'text/xml', 'x-amzn-errortype': code });
  response.end(json ? JSON.stringify({ message }) : ec2 ? `<Response><Errors>${error}</Errors></Response>` : `<ErrorResponse>${error}</ErrorResponse>`);
}

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
    /** Operations that reached the emulator since the last `forget`. */
    this.calls = [];
    /** All operations that functions have asked for. */
    this.asked = new Set();
    /** Operations that the emulator does not know. */
    this.unknown = new Set();
    /** Operations that fail the next time, with an error code. */
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
    const name = operation(request, body);
    this.calls.push(name);
    if (this.failures[name]) {
      sendError(response, request, this.failures[name], 'planted');
      delete this.failures[name];
      return;
    }
    const forwarded = http.request({ host: '127.0.0.1', port: this.port, method: request.method, path: request.url, headers: request.headers }, async (answer) => {
      const said = await text(answer);
      if ([404, 500, 501].includes(answer.statusCode) && !/<Code>|"__type"|"[Mm]essage"/.test(said)) {
        this.unknown.add(name);
        sendError(response, request, 'NotImplemented', 'the emulator does not know this operation');
        return;
      }
      const { 'transfer-encoding': _, ...headers } = answer.headers;
      response.writeHead(answer.statusCode, headers);
      response.end(said);
    });
    forwarded.on('error', (error) => sendError(response, request, 'Unreachable', error.message));
    forwarded.end(body);
  }

  /** A call of our own, by which the tests see and set the state. */
  async call(service, client, command, input = {}) {
    const sdk = createRequire(path.join(this.sdk, 'package.json'))(`@aws-sdk/client-${service}`);
    this.clients ??= {};
    this.clients[client] ??= new sdk[client]({ maxAttempts: 1 });
    const before = this.calls;
    try {
      return await this.clients[client].send(new sdk[`${command}Command`](input));
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
    fs.writeFileSync(file, code);
    delete require.cache[file];
    const before = this.calls.length;
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
      this.calls.slice(before).forEach((name) => this.asked.add(name));
    }
    const { method, type: contentType, body } = this.answers[this.answers.length - 1];
    if (method !== 'PUT' || contentType !== '') {
      throw new Error(`AWS CloudFormation would refuse a ${method} of "${contentType}"`);
    }
    return JSON.parse(body);
  }
}

/** A value of a template, with attributes of other resources put in by name. */
function resolve(value, attributes) {
  return typeof value !== 'object' || value === null ? value
    : Array.isArray(value) ? value.map((each) => resolve(each, attributes))
    : value['Fn::Join'] ? value['Fn::Join'][1].map((each) => resolve(each, attributes)).join(value['Fn::Join'][0])
    : value['Fn::GetAtt'] ? attributes[value['Fn::GetAtt'].join('.')] ?? value['Fn::GetAtt'].join('.')
    : value.Ref ? PSEUDO[value.Ref] ?? value.Ref
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner, attributes)]));
}

module.exports = { ACCOUNT, EmulatedAccount, resolve };
