import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { stringify } from 'yaml';
import { everything, PROGRAMS, run, Template, templates } from './apps';

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

describe('templates', () => {
  const apps: [string, () => App][] = [
    ...Object.keys(PROGRAMS).filter((program) => program !== UPLOADED.program).map((program): [string, () => App] => [program, () => run(program)]),
    ['every profile, further region and an organization', everything],
  ];

  test.each(apps)('of %s deploy directly: small enough, without assets, parameters or a bootstrapped environment', (_, app) => {
    const all = Object.entries(templates(app()));

    expect(all.length).toBeGreaterThan(0);
    expect(all.flatMap(([name, content]) => problems(name, content))).toEqual([]);
  });

  test(`of ${UPLOADED.program} deploy through the bucket of a bootstrapped environment`, () => {
    const all = Object.values(templates(run(UPLOADED.program)));

    expect(all.length).toBeGreaterThan(0);
    expect(all.filter(({ text, template }) => text.length > UPLOADED.bytes || Object.keys(template.Resources).length > LIMITS.resources)).toEqual([]);
  });

  test('of a further region stand alone, as AWS CloudFormation StackSets need them', () => {
    const regional = Object.entries(templates(everything())).filter(([name]) => /-(us-east-1|eu-west-1)-/.test(name));

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

describe('the validation of AWS CloudFormation, with errors on', () => {
  beforeAll(() => {
    process.env.CDK_VALIDATION = 'true';
  });
  afterAll(() => {
    process.env.CDK_VALIDATION = 'false';
  });

  test.each(Object.keys(PROGRAMS))('finds nothing in %s', (program) => {
    expect(diagnostics(run(program))).toEqual([]);
  });

  test('finds a planted property that AWS does not know, and one with a value it does not take', () => {
    const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
    const bucket = new CfnBucket(new Stack(app, 'Planted'), 'Bucket');
    bucket.addPropertyOverride('Nonsense', 'x');
    bucket.addPropertyOverride('VersioningConfiguration.Status', 'Perhaps');
    const print = jest.spyOn(console, 'error').mockReturnValue();

    expect(() => app.synth()).toThrow(/Nonsense(.|\n)*Perhaps/);
    print.mockRestore();
  });
});

/** What the validation says of an app that has no errors, or it would have thrown: warnings, which AWS CloudFormation would let pass. */
function diagnostics(app: App): string[] {
  const report = join(app.synth().directory, 'validation-report.json');
  if (!existsSync(report)) {
    return [];
  }
  const { pluginReports } = JSON.parse(readFileSync(report, 'utf8')) as {
    pluginReports: { pluginName: string; violations: { severity: string; description: string }[] }[];
  };
  return pluginReports
    .filter(({ pluginName }) => pluginName === 'CloudFormation Validate')
    .flatMap(({ violations }) => violations.map(({ severity, description }) => `${severity}: ${description}`));
}
