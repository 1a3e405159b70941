import { mkdtempSync, readdirSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import {
  AccountBaseline, AlertChannel, AnomalyMonitor, BaselineProfile, ConfigurationDomain, DetectionDomain, LoggingDomain, OperationsDomain, OrganizationBaseline,
  OrganizationRoot, RegionalBaseline, ServiceAdoption,
} from '../../lib';

const ROOT = join(__dirname, '../..');

/** The programs of this repository that make an app, by name: the one at the front, and every example. */
export const PROGRAMS: Record<string, string> = {
  'bin': join(ROOT, 'bin/secure-baseline.ts'),
  ...Object.fromEntries(readdirSync(join(ROOT, 'examples')).map((name) => [name, join(ROOT, 'examples', name, 'app.ts')])),
};

/** The app of a program, run once as the CDK command line would: with the context of cdk.json and an output folder of its own. */
export function run(program: string): App {
  const before = { ...process.env };
  const silenced = [jest.spyOn(process.stderr, 'write').mockReturnValue(true), jest.spyOn(console, 'error').mockReturnValue()];
  try {
    process.env.CDK_OUTDIR = mkdtempSync(join(tmpdir(), 'app-'));
    process.env.CDK_CONTEXT_JSON = JSON.stringify((JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as { context: object }).context);
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return (require(PROGRAMS[program]) as { app: App }).app;
  } finally {
    process.env = before;
    silenced.forEach((spy) => spy.mockRestore());
  }
}

/** Everything the front doors can make: each profile, further regions, what is adopted or made, and an organization. */
export function everything(): App {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'app-')) });
  for (const profile of [BaselineProfile.essential(), BaselineProfile.standard(), BaselineProfile.regulated()]) {
    new AccountBaseline(new Stage(app, profile.name), 'Baseline', {
      profile,
      account: '111122223333',
      homeRegion: 'eu-central-1',
      additionalRegions: ['us-east-1', 'eu-west-1'],
      securityContact: 'security@example.com',
      alertChannels: [AlertChannel.slack('T0123ABCDEF', 'C0123ABCDEF')],
      operations: OperationsDomain.watch({ monthlyLimit: 500, anomalyMonitor: AnomalyMonitor.create() }),
    });
  }
  const adopt = ServiceAdoption.adopt();
  new AccountBaseline(new Stage(app, 'adopting'), 'Baseline', {
    profile: BaselineProfile.regulated(),
    homeRegion: 'eu-central-1',
    additionalRegions: ['eu-west-1'],
    alertChannels: [AlertChannel.email('security@example.com')],
    logging: LoggingDomain.auditTrail({ adoption: adopt, trailName: 'central' }),
    configuration: ConfigurationDomain.recorder({ adoption: adopt }),
    detection: DetectionDomain.threatDetection({
      detectorAdoption: adopt, hubAdoption: adopt, scanAdoption: adopt, sessionAdoption: adopt, graphAdoption: adopt, analyzerAdoption: adopt,
    }),
  });
  const either = ServiceAdoption.adoptOrCreate();
  new RegionalBaseline(new Stage(app, 'either'), 'Baseline', {
    profile: BaselineProfile.regulated(),
    region: 'eu-west-1',
    homeRegion: 'eu-central-1',
    detection: DetectionDomain.threatDetection({
      detectorAdoption: either, hubAdoption: either, scanAdoption: either, sessionAdoption: either, graphAdoption: either, analyzerAdoption: either,
    }),
  });
  new OrganizationBaseline(app, 'Organization', { organization: OrganizationRoot.existing('r-a1b2') });
  return app;
}

/** The templates of an app by stack name, synthesized when they are not yet. */
export function templates(app: App): Record<string, { text: string; template: Template }> {
  app.synth();
  return Object.fromEntries(app.node.findAll().filter(Stack.isStack).map((stack) => {
    const text = readFileSync(join(Stage.of(stack)!.outdir, stack.templateFile), 'utf8');
    return [stack.stackName, { text, template: JSON.parse(text) as Template }];
  }));
}

/** A template, and those that it holds as text for member accounts. */
export function withBodies(template: Template): Template[] {
  return [template, ...Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::CloudFormation::StackSet')
    .map(({ Properties }) => JSON.parse((Properties as { TemplateBody: string }).TemplateBody) as Template)];
}

export interface Template {
  readonly Resources: Record<string, { Type: string; Properties?: Record<string, unknown>; DeletionPolicy?: string; UpdateReplacePolicy?: string }>;
  readonly Parameters?: object;
  readonly Outputs?: Record<string, { Export?: object }>;
}
