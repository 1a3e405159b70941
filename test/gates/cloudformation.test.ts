import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { stringify } from 'yaml';
import { idle, Statement } from '../statements';
import { everything, PROGRAMS, run, Template, templates, withBodies } from './apps';

const LIMITS = { bytes: 51_200, resources: 500 };
/** A program of somebody with a bootstrapped environment, whose bucket takes larger templates. */
const UPLOADED = { program: 'three-tier-network', bytes: 1_000_000 };

/** Whether AWS CloudFormation would take a template as it is: directly, in one stack, with nothing uploaded beside it. */
function problems(name: string, { text, template }: { text: string; template: Template }): string[] {
  // The command line deploys templates as YAML, whose indentation can make them larger than the file.
  const size = Math.max(Buffer.byteLength(text), Buffer.byteLength(stringify(template, { version: '1.1' })));
  const count = Object.keys(template.Resources).length;
  return [
    ...size > LIMITS.bytes ? [`${name} has ${size} bytes`] : [],
    ...count > LIMITS.resources ? [`${name} has ${count} resources`] : [],
    ...template.Parameters === undefined ? [] : [`${name} asks for parameters, as assets and bootstrap versions do`],
    ...text.includes('cdk-hnb659fds') ? [`${name} refers to a bootstrapped environment`] : [],
  ];
}

const EVERYTHING = 'every profile, further region and an organization';
const apps = new Map<string, App>();
/** An app by the name of its program, made once. Programs are validated when they are first synthesized. */
function app(name: string): App {
  process.env.CDK_VALIDATION = `${name !== EVERYTHING}`;
  const made = apps.get(name) ?? (name === EVERYTHING ? everything() : run(name));
  made.synth();
  process.env.CDK_VALIDATION = 'false';
  apps.set(name, made);
  return made;
}

describe('templates', () => {
  test.each([...Object.keys(PROGRAMS).filter((program) => program !== UPLOADED.program), EVERYTHING])(
    'of %s deploy directly: small enough, without assets, parameters or a bootstrapped environment', (name) => {
      const all = Object.entries(templates(app(name)));

      expect(all.length).toBeGreaterThan(0);
      expect(all.flatMap(([stack, content]) => problems(stack, content))).toEqual([]);
    });

  test(`of ${UPLOADED.program} deploy through the bucket of a bootstrapped environment`, () => {
    const all = Object.values(templates(app(UPLOADED.program)));

    expect(all.length).toBeGreaterThan(0);
    expect(all.filter(({ text, template }) => text.length > UPLOADED.bytes || Object.keys(template.Resources).length > LIMITS.resources)).toEqual([]);
  });

  test('of a further region stand alone, as AWS CloudFormation StackSets need them', () => {
    const regional = Object.entries(templates(app(EVERYTHING))).filter(([name]) => /-(us-east-1|eu-west-1)-/.test(name));

    expect(regional).toHaveLength(28);
    for (const [, { text, template }] of regional) {
      expect(text).not.toContain('Fn::ImportValue');
      expect(Object.values(template.Outputs ?? {}).filter((output) => output.Export)).toEqual([]);
    }
  });

  test('that break a limit are found', () => {
    const resources = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`Topic${index}`, { Type: 'AWS::SNS::Topic' }]));
    const template: Template = { Resources: resources, Parameters: { BootstrapVersion: {} } };

    expect(problems('Crowded', { text: JSON.stringify(template), template })).toEqual([
      'Crowded has 501 resources', 'Crowded asks for parameters, as assets and bootstrap versions do',
    ]);
    expect(problems('Large', { text: 'x'.repeat(51_201), template: { Resources: {} } })).toEqual(['Large has 51201 bytes']);
  });
});

describe('the policies in templates', () => {
  test.each([...Object.keys(PROGRAMS), EVERYTHING])('of %s name nothing in vain: each action exists, knows its conditions and works on its resources', async (name) => {
    const found = await Promise.all(Object.entries(templates(app(name))).flatMap(([stack, { template }]) => withBodies(template).flatMap(statements)
      .map(async ([id, statement]) => (await idle(statement)).map((problem) => `${stack}/${id}: ${problem}`))));

    expect(new Set(found.flat())).toEqual(new Set());
  });

  test('are found when they do', async () => {
    const policy = (Action: string) => ({ Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: { Action, Resource: { 'Fn::GetAtt': ['Logs', 'Arn'] } } } } });
    const Resources = { Logs: { Type: 'AWS::Logs::LogGroup' }, Sound: policy('logs:PutLogEvents'), Vain: policy('logs:DescribeLogGroups') };

    const found = await Promise.all(statements({ Resources }).map(async ([id, statement]) => [id, await idle(statement)]));

    expect(found).toEqual([['Sound', []], ['Vain', ['logs:DescribeLogGroups is not for arn:*:logs:*:*:log-group:Logs:*']]]);
  });
});

describe('the validation of AWS CloudFormation, with errors on', () => {
  test.each(Object.keys(PROGRAMS))('finds nothing in %s', (program) => {
    expect(diagnostics(app(program))).toEqual([]);
  });

  test('finds a planted property that AWS does not know, and one with a value it does not take', () => {
    process.env.CDK_VALIDATION = 'true';
    const planted = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
    const bucket = new CfnBucket(new Stack(planted, 'Planted'), 'Bucket');
    bucket.addPropertyOverride('Nonsense', 'x');
    bucket.addPropertyOverride('VersioningConfiguration.Status', 'Perhaps');
    const print = jest.spyOn(console, 'error').mockReturnValue();

    expect(() => planted.synth()).toThrow(/Nonsense(.|\n)*Perhaps/);
    print.mockRestore();
    process.env.CDK_VALIDATION = 'false';
  });
});

/** What the validation says of an app that has no errors, or it would have thrown: warnings, which AWS CloudFormation would let pass. */
function diagnostics(validated: App): string[] {
  // It is written whether something is found or not: without it, nobody has looked.
  const report = join(validated.synth().directory, 'validation-report.json');
  const { pluginReports } = JSON.parse(readFileSync(report, 'utf8')) as {
    pluginReports: { pluginName: string; violations: { severity: string; description: string }[] }[];
  };
  return pluginReports
    .filter(({ pluginName }) => pluginName === 'CloudFormation Validate')
    .flatMap(({ violations }) => violations.map(({ severity, description }) => `${severity}: ${description}`));
}

const ARNS: Record<string, string> = {
  'AWS::IAM::ManagedPolicy': 'arn:*:iam::*:policy/',
  'AWS::IAM::Role': 'arn:*:iam::*:role/',
  'AWS::KMS::Key': 'arn:*:kms:*:*:key/',
  'AWS::Lambda::Function': 'arn:*:lambda:*:*:function:',
  'AWS::Logs::LogGroup': 'arn:*:logs:*:*:log-group:',
  'AWS::S3::Bucket': 'arn:*:s3:::',
  'AWS::SNS::Topic': 'arn:*:sns:*:*:',
};

/** The statements of a template that say what somebody may do, with the id of what holds them. What is known at deployment only may be anything. */
function statements({ Resources: resources }: Template): [string, Statement][] {
  const arn = (id: string) => ARNS[resources[id]?.Type] === undefined ? '*' : `${ARNS[resources[id].Type]}${id}${resources[id].Type === 'AWS::Logs::LogGroup' ? ':*' : ''}`;
  const known = (value: any): any => typeof value !== 'object' || value === null ? value // eslint-disable-line @typescript-eslint/no-explicit-any
    : Array.isArray(value) ? value.map(known)
    : value['Fn::GetAtt'] ? arn(value['Fn::GetAtt'][0])
    : value['Fn::Join'] ? value['Fn::Join'][1].map(known).join(value['Fn::Join'][0])
    : value['Fn::Sub'] ? value['Fn::Sub'].replace(/\$\{[^}]*\}/g, '*')
    : value.Ref || Object.keys(value)[0]?.startsWith('Fn::') ? '*'
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, known(inner)]));
  return Object.entries(resources).flatMap(([id, { Properties: { PolicyDocument: policy, KeyPolicy: key, Policies: inline = [], InlinePolicy: permissions } = {} }]) =>
    [policy, key, permissions, ...(inline as { PolicyDocument: object }[]).map(({ PolicyDocument: document }) => document)]
      .filter((document) => document !== undefined)
      .map((document) => typeof document === 'string' ? JSON.parse(document) : known(document))
      .flatMap(({ Statement: all }): [string, Statement][] => [all].flat().map((statement) => [id, statement])));
}
