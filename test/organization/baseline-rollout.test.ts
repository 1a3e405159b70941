import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { stringify } from 'yaml';
import {
  AccountDomain, AccountSetting, AlertedRules, BaselineProfile, ConfigurationDomain, DelegatedService, DetectionDomain, DetectionService, FindingSeverity, LoggingDomain, LoggingProps, OrganizationBaseline,
  OrganizationBaselineProps, OrganizationRoot, RuntimeAgent, SecurityStandard, ServiceAdoption, ThreatDetectionFeature, TrailScope, TrustedService,
} from '../../lib';
import { MemberAccount } from '../../lib/organization/member-account';
import { OrganizationalUnit } from '../../lib/organization/organizational-unit';
import { ACCOUNT, decide, FOREIGN_ACCOUNT, refusalsOf, REGION, resolve, templateOf, warningsOf } from '../support';

interface StackSet {
  TemplateBody: string;
  Parameters?: { ParameterKey: string }[];
  AutoDeployment: { Enabled: boolean; DependsOn?: unknown[] };
  OperationPreferences: { RegionOrder: string[] };
  StackInstancesGroup: { Regions: string[] }[];
}
interface Organization { app: App; stacks: Record<string, Stack>; templates: Record<string, Template>; sets: Record<string, StackSet> }

function organization(props: OrganizationBaselineProps): Organization {
  const app = new App();
  new OrganizationBaseline(app, 'Organization', props);
  const all = app.node.findAll().filter(Stack.isStack);
  const templates = Object.fromEntries(all.map((stack) => [stack.node.id, templateOf(stack)]));
  return {
    app, templates, stacks: Object.fromEntries(all.map((stack) => [stack.node.id, stack])),
    sets: Object.fromEntries(Object.entries(templates).filter(([name]) => name.startsWith('Rollout'))
      .map(([name, template]) => [name.slice('Rollout'.length), Object.values(template.findResources('AWS::CloudFormation::StackSet'))[0].Properties as StackSet])),
  };
}
const problems = (props: OrganizationBaselineProps) => refusalsOf(() => new OrganizationBaseline(new App(), 'Organization', props));
const before = (stack: Stack): string[] => stack.dependencies.flatMap((other) => [other.node.id, ...before(other)]);

const accounts = MemberAccount.recommended('aws+{name}@example.com');
const props: OrganizationBaselineProps = {
  accounts, homeRegion: 'eu-central-1', regions: ['us-east-1', 'eu-central-1', 'eu-west-1'], rollout: { securityContact: 'security@example.com' },
};
const made = organization(props);
const { sets, stacks, templates } = made;
const WAVES = ['First', 'Shared', 'Production'];
const ALONE = ['LogArchive', 'ArchiveQueries', 'Alerts', 'Forwarding', 'Detection', 'SecurityHub', 'Inspection'];
const OF_A_WAVE = ['Home', 'HomeRules', 'HomeRemediation', 'Regions', 'RegionsRules', 'RegionsRemediation'];

describe('the stack sets of a rollout', () => {
  test('go from the log archive over alerts and detection to wave after wave, each in its home region first', () => {
    expect(Object.keys(sets)).toEqual([
      ...ALONE, ...WAVES.flatMap((wave) => OF_A_WAVE.map((part) => `${wave}${part}`)),
    ]);
    // Nothing waits for questions, and they wait for the archive alone.
    expect(before(stacks.RolloutArchiveQueries).filter((name) => name.startsWith('Rollout'))).toEqual(['RolloutLogArchive']);
    const chain = Object.keys(sets).filter((name) => name !== 'ArchiveQueries');
    chain.forEach((name, index, all) => expect(before(stacks[`Rollout${name}`])).toEqual(expect.arrayContaining(all.slice(0, index).map((each) => `Rollout${each}`))));
    expect(before(stacks.RolloutLogArchive)).toEqual(expect.arrayContaining(['Organization', 'Accounts', 'Administrators', 'Guardrails']));
  });

  test('come in a new account in that order too: the recorder before the rules, the rules before their remedies', () => {
    const waits = (name: string) => JSON.stringify(sets[name].AutoDeployment.DependsOn ?? []).match(/Rollout\w+(?=:)/g) ?? [];
    expect(Object.fromEntries(OF_A_WAVE.map((part) => [part, waits(`First${part}`)]))).toEqual({
      Home: [], HomeRules: ['RolloutFirstHome'], HomeRemediation: ['RolloutFirstHomeRules'],
      Regions: ['RolloutFirstHome'], RegionsRules: ['RolloutFirstRegions'], RegionsRemediation: ['RolloutFirstRegionsRules'],
    });
  });

  test('wait for one another no more often than AWS allows an account, however many waves there are', () => {
    const waits = Object.values(sets).flatMap(({ AutoDeployment: { DependsOn: on = [] } }) => on).length;
    expect(waits / WAVES.length * 20).toBeLessThanOrEqual(100);
  });

  test('reach the units of each wave in every region', () => {
    const regions = (name: string) => sets[name].StackInstancesGroup[0].Regions;
    expect(regions('ProductionHome')).toEqual(['eu-central-1']);
    expect(regions('ProductionRegionsRules')).toEqual(['us-east-1', 'eu-west-1']);
    expect(regions('Detection')).toEqual(['eu-central-1', 'us-east-1', 'eu-west-1']);
    expect(regions('Forwarding')).toEqual(['us-east-1', 'eu-west-1']);
    expect([regions('LogArchive'), regions('Alerts')]).toEqual([['eu-central-1'], ['eu-central-1']]);
    expect(JSON.stringify(sets.ProductionHome.StackInstancesGroup)).toMatch(/production.*suspended/);
  });

  test('give logs, alerts and detection to one account each, and to none that comes later', () => {
    const only = (name: string) => JSON.stringify(sets[name].StackInstancesGroup);
    for (const name of ALONE.slice(0, 2)) {
      expect(only(name)).toMatch(/"AccountFilterType":"INTERSECTION".*Accountlogarchive/);
    }
    for (const name of ALONE.slice(2)) {
      expect(only(name)).toMatch(/"AccountFilterType":"INTERSECTION".*Accountaudit/);
    }
    for (const [name, { AutoDeployment: { Enabled: everywhere } }] of Object.entries(sets)) {
      expect([name, everywhere]).toEqual([name, !ALONE.includes(name)]);
    }
  });

  test('deliver to the bucket of the log archive account', () => {
    for (const name of ['FirstHome', 'FirstRegions', 'FirstHomeRemediation']) {
      expect(JSON.stringify(sets[name].Parameters)).toMatch(/LogBucketName.*secure-baseline-logs-.*Accountlogarchive.*-eu-central-1-an/);
    }
    expect(sets.FirstHomeRules.Parameters).toBeUndefined();
  });

  test('hand the same text to every wave', () => {
    for (const part of OF_A_WAVE) {
      expect(sets[`First${part}`].TemplateBody).toBe(sets[`Production${part}`].TemplateBody);
    }
    expect(new Set(OF_A_WAVE.map((part) => sets[`First${part}`].TemplateBody)).size).toBe(OF_A_WAVE.length);
  });

  test.each([BaselineProfile.essential(), BaselineProfile.regulated()].map((profile): [string, BaselineProfile] => [profile.name, profile]))(
    'deploy directly with the profile %s, and so do the templates in them', (_, profile) => {
      const { templates: all, sets: each } = organization({ ...props, rollout: { profile } });
      for (const template of [...Object.values(all).map((one) => one.toJSON() as object), ...Object.values(each).map(({ TemplateBody: text }) => JSON.parse(text) as object)]) {
        expect(Buffer.byteLength(JSON.stringify(template))).toBeLessThan(51_200);
        expect(Buffer.byteLength(stringify(template, { version: '1.1' }))).toBeLessThan(51_200);
      }
    });

  test('have texts that no number of accounts changes, and are no more for them', () => {
    const many = Array.from({ length: 200 }, (_, index) => MemberAccount.existing(`account-${index}`, String(100_000_000_000 + index)));
    const large = organization({ ...props, accounts: [...accounts, ...many], accountQuota: 500 });

    expect(Object.keys(large.stacks)).toEqual(Object.keys(stacks));
    expect(Object.entries(large.sets).map(([name, { TemplateBody: text }]) => [name, text])).toEqual(Object.entries(sets).map(([name, { TemplateBody: text }]) => [name, text]));
    expect(large.templates).toEqual(templates);
  });

  test('have texts that no number of regions changes either, as long as these lack nothing', () => {
    const wide = organization({ ...props, regions: [...props.regions!, 'eu-north-1', 'eu-west-3', 'ap-south-1'] });

    // The home region configures standards for the others by their names.
    const texts = (all: Record<string, StackSet>) => Object.entries(all).filter(([name]) => name !== 'SecurityHub').map(([name, { TemplateBody: text }]) => [name, text]);
    expect(texts(wide.sets)).toEqual(texts(sets));
    expect(wide.sets.SecurityHub.TemplateBody.length - sets.SecurityHub.TemplateBody.length).toBeLessThan(150);
  });

  test('are half as many where there is one region', () => {
    const { sets: few } = organization({ accounts, rollout: {} });
    expect(Object.keys(few)).toEqual(['LogArchive', 'ArchiveQueries', 'Alerts', 'Detection', 'SecurityHub', 'Inspection', ...WAVES.flatMap((wave) => OF_A_WAVE.slice(0, 3).map((part) => `${wave}${part}`))]);
  });

  test('leave out what is left out, and say so', () => {
    const { stacks: few, sets: left } = organization({
      ...props, rollout: { configuration: ConfigurationDomain.omitted('recorded by hand'), logging: LoggingDomain.omitted('AWS Control Tower has one') },
    });
    expect(warningsOf(few.RolloutLogArchive)).toEqual(expect.arrayContaining([
      expect.stringContaining('configuration is left out of the rollout: recorded by hand'), expect.stringContaining('logging is left out of the rollout: AWS Control Tower has one'),
    ]));
    expect(Object.keys(left).filter((name) => /Rules|Remediation/.test(name))).toEqual([]);
    expect(Object.keys(few).filter((name) => name.startsWith('Trail') || name.includes('Queries'))).toEqual([]);
  });

  test('tell the security contact, and warn when there is none', () => {
    expect(sets.Alerts.TemplateBody).toContain('"Endpoint":"security@example.com"');
    expect(warningsOf(made.app).filter((warning) => warning.includes('no-security-contact'))).toEqual([]);
    const silent = organization({ ...props, rollout: {} });
    expect([silent.stacks.Trail, silent.stacks.RolloutAlerts].map((stack) => warningsOf(stack).filter((warning) => warning.includes('no-security-contact')).length)).toEqual([1, 1]);
  });
});

describe('what no wave reaches', () => {
  const missed = (more: Partial<OrganizationBaselineProps>) => {
    const app = new App();
    new OrganizationBaseline(app, 'Organization', { ...props, ...more });
    return warningsOf(app).filter((warning) => warning.includes('rollout-leaves-out'));
  };

  test('is warned of: units, accounts in the root, and those in a unit whose units alone are named', () => {
    const account = (name: string, unit?: string) => MemberAccount.create({ name, unit, email: `aws+${name}@example.com` });
    expect(missed({
      units: [...OrganizationalUnit.recommended(), OrganizationalUnit.create('partners'), OrganizationalUnit.create('partners/old')],
      accounts: [...accounts, account('free'), account('tools', 'workloads'), account('shop', 'partners')],
    })).toEqual([
      'no wave of the rollout reaches the unit partners, the account free in the root, the account tools in the unit workloads itself: '
      + 'name the unit in a wave, or move the account into one that is named [ack: cdk-secure-baseline:rollout-leaves-out]',
    ]);
  });

  test('is not warned of where all is reached, nor where nobody knows', () => {
    expect(missed({ accounts: [...accounts, MemberAccount.existing('old', '444455556666')] })).toEqual([]);
    expect(missed({ rollout: { waves: [{ name: 'All', units: ['security', 'infrastructure', 'workloads', 'accounting', 'sandbox', 'suspended'] }] } })).toEqual([]);
    expect(missed({ rollout: { waves: [{ name: 'All', units: ['security', 'infrastructure', 'workloads', 'accounting', 'sandbox'] }] } })).toEqual([expect.stringMatching(/the unit suspended:/)]);
  });
});

describe('what finds things in all accounts', () => {
  const { INSPECTOR, MACIE, DETECTIVE, SECURITY_HUB } = DetectionService;
  const detecting = (detection: DetectionDomain, more: Partial<OrganizationBaselineProps> = {}) => organization({ ...props, rollout: { detection }, ...more });

  test('is what the profile says, but for what nobody pays for unasked', () => {
    const found = (profile: BaselineProfile) => Object.keys(organization({ ...props, rollout: { profile } }).sets).filter((name) => !/Archive|First|Shared|Production/.test(name));
    expect(found(BaselineProfile.essential())).toEqual(['Alerts', 'Forwarding', 'Detection']);
    expect(found(BaselineProfile.regulated())).toEqual(['Alerts', 'Forwarding', 'Detection', 'SecurityHub', 'Inspection']);
  });

  test('is Amazon Macie too where it is named, trusted and administered', () => {
    const { sets: all, templates: each } = detecting(DetectionDomain.threatDetection({ services: [MACIE] }));
    expect(Object.keys(all).filter((name) => ['SecurityHub', 'Inspection', 'DataDiscovery'].includes(name))).toEqual(['DataDiscovery']);
    expect(JSON.stringify(each.Organization.toJSON())).toContain('macie.amazonaws.com');
    expect(JSON.stringify(each.Administrators.toJSON())).toContain('macie2:EnableOrganizationAdminAccount');
    expect(JSON.stringify(templates.Administrators.toJSON())).not.toContain('macie');
  });

  test('is trusted and administered, whatever is chosen besides', () => {
    const { templates: each } = detecting(DetectionDomain.threatDetection({ services: [SECURITY_HUB] }), {
      trustedServices: [TrustedService.BACKUP], delegatedServices: [DelegatedService.BACKUP],
    });
    const trusted = JSON.stringify(each.Organization.toJSON());
    for (const service of ['backup', 'guardduty', 'securityhub', 'access-analyzer', 'cloudtrail', 'member.org.stacksets.cloudformation']) {
      expect(trusted).toContain(`${service}.amazonaws.com`);
    }
    expect(trusted).not.toContain('inspector2.amazonaws.com');
    expect(JSON.stringify(each.Administrators.toJSON())).toMatch(/securityhub:EnableOrganizationAdminAccount/);
    expect(JSON.stringify(each.Administrators.toJSON())).not.toContain('cloudtrail:RegisterOrganizationDelegatedAdmin');
  });

  test('has agents in instances and containers where that is asked for, and in none unasked', () => {
    const features = [ThreatDetectionFeature.RUNTIME_MONITORING];
    const { sets: all } = detecting(DetectionDomain.threatDetection({ features, runtimeAgents: [RuntimeAgent.ECS_FARGATE_AGENT_MANAGEMENT] }));
    expect(all.Detection.TemplateBody).toContain('ECS_FARGATE_AGENT_MANAGEMENT');
    expect(all.Detection.TemplateBody).not.toContain('EC2_AGENT_MANAGEMENT');
    expect(sets.Detection.TemplateBody).not.toMatch(/RUNTIME_MONITORING|AGENT_MANAGEMENT/);
  });

  test('is told from the severity that is chosen, and warns of controls that are not checked', () => {
    const rollout = { detection: DetectionDomain.threatDetection({ minimumSeverity: FindingSeverity.LOW }), disabledControls: [{ controlId: 'S3.11', reason: 'nobody reads it' }] };
    const { sets: all, stacks: each } = organization({ ...props, rollout });
    expect(all.Alerts.TemplateBody).toContain('secure-baseline-findings-guardduty-low');
    expect(warningsOf(each.RolloutSecurityHub)).toEqual([expect.stringMatching(/no account is checked for S3\.11: nobody reads it/)]);
  });

  test('is AWS Security Hub in a single region as well, where no other one is linked', () => {
    const { sets: few } = organization({ accounts, rollout: {} });
    expect(few.SecurityHub.TemplateBody).toContain('NO_REGIONS');
    expect(sets.SecurityHub.TemplateBody).not.toContain('NO_REGIONS');
  });

  test('is left out where a region lacks it, and synthesis says so', () => {
    const { app, sets: few, templates: each } = detecting(DetectionDomain.threatDetection({ services: [SECURITY_HUB, MACIE] }), {
      homeRegion: 'eu-south-1', regions: ['eu-south-1', 'eu-west-1', 'mx-central-1'],
    });
    const regions = (name: string) => few[name].StackInstancesGroup[0].Regions;
    expect(few.SecurityHub).toBeUndefined();
    expect(regions('DataDiscovery')).toEqual(['eu-south-1', 'eu-west-1']);
    expect([regions('FirstRegions'), regions('FirstRegionsRules'), regions('FirstRegionsRemediation')]).toEqual([['eu-west-1', 'mx-central-1'], ['eu-west-1', 'mx-central-1'], ['eu-west-1']]);
    const administered = Object.values(each.Administrators.findResources('Custom::OrganizationSwitches'))
      .map(({ Properties: { Switches: declared } }) => JSON.stringify(declared)).filter((declared) => declared.includes('macie2'));
    expect(administered).toEqual([expect.stringMatching(/eu-south-1.*eu-west-1/)]);
    expect(administered[0]).not.toContain('mx-central-1');
    expect(warningsOf(app)).toEqual(expect.arrayContaining([
      expect.stringMatching(/AWS Security Hub is left out.*eu-south-1 is none.*\[ack: cdk-secure-baseline:security-hub-home-region\]/),
      expect.stringMatching(/^Amazon Macie is not rolled out to mx-central-1, .*\[ack: cdk-secure-baseline:rollout-macie-regions\]/),
      expect.stringMatching(/^Remedies are not rolled out to mx-central-1, .*\[ack: cdk-secure-baseline:rollout-remediation-regions\]/),
      expect.stringMatching(/^nobody administers macie\.amazonaws\.com in mx-central-1, .*\[ack: cdk-secure-baseline:macie-regions\]/),
    ]));
    expect(warningsOf(made.app).filter((warning) => /-regions?\]/.test(warning))).toEqual([]);
  });

  test('places no stack set where no region is left for it', () => {
    const { sets: few } = detecting(DetectionDomain.threatDetection({ services: [MACIE] }), { homeRegion: 'mx-central-1', regions: ['mx-central-1'] });
    expect(Object.keys(few)).toEqual(['LogArchive', 'ArchiveQueries', 'Alerts', 'Detection', ...WAVES.flatMap((wave) => [`${wave}Home`, `${wave}HomeRules`])]);
  });

  test('is nothing where it is left out', () => {
    const { sets: all, stacks: each } = detecting(DetectionDomain.omitted('another organization does'));
    expect(Object.keys(all).filter((name) => ALONE.includes(name))).toEqual(['LogArchive', 'ArchiveQueries']);
    expect(warningsOf(each.RolloutLogArchive)).toEqual([expect.stringMatching(/detection is left out of the rollout: another organization does/)]);
  });

  test('refuses what one account alone has, and what nobody brings to an organization', () => {
    const detection = DetectionDomain.threatDetection({
      services: [DETECTIVE, INSPECTOR], scanAdoption: ServiceAdoption.adopt(),
      standards: [SecurityStandard.foundationalBestPractices([{ controlId: 'S3.11', reason: 'x' }])],
    });
    expect(problems({ ...props, rollout: { detection, disabledControls: [{ controlId: 'none', reason: 'x' }] } })).toEqual([
      expect.stringMatching(/^- rollout\.detection\.scanAdoption: .*; allowed is nothing; leave it out: it is for the baseline of one account/),
      expect.stringMatching(/^- rollout\.detection\.services: got "detective"; .*in its console$/),
      expect.stringMatching(/^- rollout\.detection\.standards\[0\]\.disabledControls/),
      expect.stringMatching(/^- rollout\.disabledControls\[0\]\.controlId: got "none"/),
    ]);
    const nothing = DetectionDomain.threatDetection({ scanTypes: [] });
    expect(problems({ ...props, rollout: { detection: nothing } })).toEqual([expect.stringMatching(/^- rollout\.detection\.scanTypes/)]);
    expect(problems({ ...props, rollout: { detection: 'none' as never } })).toEqual([expect.stringMatching(/^- rollout\.detection: got "none"/)]);
  });
});

describe('the trail of an organization', () => {
  const [trail] = Object.values(templates.Trail.findResources('AWS::CloudTrail::Trail'));

  test('records every account, in the management account, after the archive it delivers to', () => {
    expect(trail.Properties).toMatchObject({ IsOrganizationTrail: true, IsMultiRegionTrail: true, EnableLogFileValidation: true, IsLogging: true });
    expect(stacks.Trail.account).toBe(stacks.Organization.account);
    expect(before(stacks.Trail)).toEqual(expect.arrayContaining(['Organization', 'RolloutLogArchive']));
  });

  test('delivers into the archive account, encrypted with the key of the archive, whose alias is all that is known of it', () => {
    expect(JSON.stringify(trail.Properties.S3BucketName)).toMatch(/secure-baseline-logs-.*Accountlogarchive.*-eu-central-1-an/);
    expect(JSON.stringify(trail.Properties.KMSKeyId)).toMatch(/:kms:eu-central-1:.*Accountlogarchive.*:alias\/secure-baseline\/logs/);
    const archive = JSON.parse(sets.LogArchive.TemplateBody) as { Resources: Record<string, { Type: string; Properties: { AliasName?: string } }> };
    expect(Object.values(archive.Resources).map(({ Properties: { AliasName: name } }) => name)).toContain('alias/secure-baseline/logs');
  });

  test('is one that the archive lets deliver and encrypt, and no trail of anybody else', async () => {
    const archive = Object.values((JSON.parse(sets.LogArchive.TemplateBody) as { Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> }).Resources);
    const policyOf = (type: string, property: string, text: string) => resolve(archive
      .find(({ Type, Properties: properties }) => Type === type && JSON.stringify(properties).includes(text))!.Properties[property]);
    const bucket = policyOf('AWS::S3::BucketPolicy', 'PolicyDocument', 'CloudTrailWrite');
    const key = policyOf('AWS::KMS::Key', 'KeyPolicy', 'CloudTrail');
    const [, name] = /arn:aws:s3:::(\w+)\/AWSLogs/.exec(JSON.stringify(bucket))!;
    for (const [account, verdict] of [['ManagementAccountId', 'Allowed'], [FOREIGN_ACCOUNT, 'ImplicitlyDenied']]) {
      const arn = `arn:aws:cloudtrail:us-east-1:${account}:trail/${trail.Properties.TrailName as string}`;
      const file = `arn:aws:s3:::${name}/AWSLogs/OrganizationId/444455556666/CloudTrail/eu-west-1/2026/11/24/file.json.gz`;
      const service = { 'aws:SourceArn': arn, 'aws:PrincipalIsAWSService': 'true', 'aws:SecureTransport': 'true' };
      expect(await decide('cloudtrail.amazonaws.com', 's3:PutObject', file, { ...service, 's3:x-amz-acl': 'bucket-owner-full-control' }, { resource: bucket })).toBe(verdict);
      // The archive's own tests simulate encryption, by a context that this simulator leaves out.
      expect(await decide('cloudtrail.amazonaws.com', 'kms:DescribeKey', `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`, service, { resource: key })).toBe(verdict);
    }
  });

  test('does not record what is delivered into the archive: each delivery would cause the next', () => {
    const selectors = JSON.stringify(trail.Properties.AdvancedEventSelectors);
    expect(selectors).toMatch(/secure-baseline-logs-.*Accountlogarchive/);
    expect(selectors).toMatch(/secure-baseline-access-.*Accountlogarchive/);
  });

  test('has a log group, alerts and alarms of its own, with a key of the management account, beside those of an account baseline there', () => {
    templates.Trail.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } });
    templates.Trail.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: 'secure-baseline-trail-silence' });
    templates.Trail.hasResourceProperties('AWS::SNS::Topic', { TopicName: 'secure-baseline-organization-alerts' });
    templates.Trail.hasResourceProperties('AWS::SNS::Subscription', { Endpoint: 'security@example.com' });
    expect(Object.keys(templates.TrailAlarms.findResources('AWS::CloudWatch::Alarm')).length).toBeGreaterThan(14);
    expect(before(stacks.TrailAlarms)).toContain('Trail');
  });

  test('answers what is asked of it: beside its log group, and in the archive account for as long as that keeps events', () => {
    const [query] = Object.values(templates.TrailQueries.findResources('AWS::Logs::QueryDefinition')).filter(({ Properties: { Name: name } }) => name === 'secure-baseline/who-deleted-a-bucket');
    expect(JSON.stringify(query.Properties.LogGroupNames)).toMatch(/Fn::ImportValue.*Trail/);
    const archive = sets.ArchiveQueries.TemplateBody;
    expect(archive).toContain('secure-baseline/who-deleted-a-bucket');
    const { Resources: resources } = JSON.parse(archive) as { Resources: Record<string, { Type: string; Properties: { TableInput: { StorageDescriptor: { Location: unknown } } } }> };
    const table = Object.values(resources).find(({ Type: type }) => type === 'AWS::Glue::Table')!;
    expect(resolve(table.Properties.TableInput.StorageDescriptor.Location)).toBe(`s3://secure-baseline-logs-${ACCOUNT}-${REGION}-an/AWSLogs/OrganizationId/`);
    expect(sets.ArchiveQueries.StackInstancesGroup[0].Regions).toEqual(['eu-central-1']);
  });

  test('takes over what is chosen of it', () => {
    const { templates: chosen } = organization({ ...props, rollout: { logging: LoggingDomain.auditTrail({ logGroupRetention: 30 }) } });
    chosen.Trail.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  test('is missed where there is no rollout, which makes the archive', () => {
    const bare = organization({ accounts });
    expect(Object.keys(bare.stacks).filter((name) => name.startsWith('Trail'))).toEqual([]);
    expect(warningsOf(bare.app)).toContainEqual(expect.stringMatching(/the organization has no trail.*\[ack: cdk-secure-baseline:organization-trail-missing\]/));
    expect(warningsOf(made.app).filter((warning) => warning.includes('organization-trail-missing'))).toEqual([]);
  });
});

describe('a rollout refuses', () => {
  test('waves that know no unit, overlap or come twice, and numbers that are none', () => {
    expect(problems({
      ...props, rollout: { waves: [{ name: 'A', units: ['workloads'] }, { name: 'a', units: ['workloads/production', 'moon'] }], maxConcurrentPercentage: 0 },
    })).toEqual([
      '- rollout.waves[1]: got "a"; allowed is each value once; give each wave a name that differs in more than upper and lower case',
      expect.stringMatching(/^- rollout\.waves\[1\]\.units\[1\]: got "moon"; allowed is one of security/),
      '- rollout.waves[1].units: got "workloads/production"; allowed is units that are in no other one that is named; name it, or the one it is in',
      expect.stringMatching(/^- rollout\.maxConcurrentPercentage: got 0/),
    ]);
    const waves = Array.from({ length: 21 }, (_, index) => ({ name: `Wave${index}`, units: ['sandbox'] }));
    expect(problems({ ...props, rollout: { waves } })).toContainEqual(expect.stringMatching(/^- rollout\.waves: got 21; allowed is a whole number from 1 to 20/));
  });

  test('a setting that one of the regions lacks', () => {
    const regions = [...props.regions!, 'ap-east-2'];
    expect(problems({ ...props, regions })).toEqual([
      '- rollout.accountSettings: got "snapshot-sharing-block, with ap-east-2 among the regions"; '
      + 'allowed is settings that AWS CloudFormation has in all regions, since one template is for all of them; '
      + 'leave it out, and let DeclarativePolicy.snapshotBlockPublicAccess() hold it: '
      + 'AccountDomain.settings({ omitted: [{ setting: AccountSetting.SNAPSHOT_SHARING_BLOCK, reason }] })',
    ]);
    const omitted = [{ setting: AccountSetting.SNAPSHOT_SHARING_BLOCK, reason: 'a declarative policy holds it' }];
    for (const accountSettings of [AccountDomain.settings({ omitted }), AccountDomain.omitted('by hand')]) {
      expect(problems({ ...props, regions, rollout: { accountSettings } })).toEqual([]);
    }
  });

  test('a region list without the home region', () => {
    expect(problems({ ...props, regions: ['us-east-1'] })).toEqual([expect.stringMatching(/^- regions: got "us-east-1"; allowed is regions with the home region eu-central-1/)]);
  });

  test('to go without the accounts it needs, or the id of an organization that exists', () => {
    expect(problems({
      organization: OrganizationRoot.existing('r-a1b2'), units: [OrganizationalUnit.existing('all', 'ou-a1b2-12345678')], rollout: { waves: [{ name: 'All', units: ['all'] }] },
    })).toEqual([
      '- auditAccount: got nothing; allowed is nothing, since there are none; add an account named audit, or name another one: the rollout needs it',
      '- logArchiveAccount: got nothing; allowed is nothing, since there are none; add an account named log-archive, or name another one: the rollout needs it',
      '- organization: got "r-a1b2"; allowed is root and organization, once there is a rollout; pass the id of the organization to OrganizationRoot.existing as well',
    ]);
  });

  test('an address that is none, a trail of one account, and alerts that no account has', () => {
    expect(problems({
      ...props,
      rollout: {
        securityContact: 'nobody', logging: LoggingDomain.auditTrail({ scope: TrailScope.account() }),
        configuration: ConfigurationDomain.recorder({ alertedRules: AlertedRules.all() }),
      },
    })).toEqual([
      expect.stringMatching(/^- rollout\.configuration\.alertedRules: .*; allowed is nothing; leave it out/),
      expect.stringMatching(/^- rollout\.securityContact: got "nobody"/),
      '- rollout.logging.scope: got "the account"; allowed is nothing; leave it out: it is that of the organization',
    ]);
    const adoption = (chosen: ServiceAdoption, more: LoggingProps) => problems({ ...props, rollout: { logging: LoggingDomain.auditTrail({ adoption: chosen, ...more }) } });
    const fix = 'adopt the trail of the organization with an AccountBaseline of the account that made it';
    expect(adoption(ServiceAdoption.adopt(), { trailName: 'central' })).toEqual([
      `- rollout.logging.adoption: got "adopt"; allowed is ServiceAdoption.create(), or LoggingDomain.omitted(reason); ${fix}`,
    ]);
    expect(adoption(ServiceAdoption.skip('AWS Control Tower has one'), { logGroupName: 'central' })).toHaveLength(1);
    expect(adoption(ServiceAdoption.skip('AWS Control Tower has one'), {})).toEqual([]);
    expect(problems({ ...props, rollout: { logging: 'none' as never } })).toEqual([expect.stringMatching(/^- rollout\.logging: got "none"/)]);
  });
});
