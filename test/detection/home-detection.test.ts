import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  AccountBaseline, AccountBaselineProps, DetectionDomain, FindingSource, ObjectLock, ServiceAdoption, StorageDomain,
} from '../../lib';
import { OPT_IN_REGIONS } from '../../lib/private/regions';
import { baseline, template } from '../baselines';
import { resolve, warningsOf } from '../support';

describe('findings that AWS tells in some regions alone', () => {
  const untold = (props: AccountBaselineProps) => warningsOf(baseline(props).app).filter((warning) => warning.includes('cdk-secure-baseline:findings-untold'));

  test.each<[string, AccountBaselineProps, string[]]>([
    ['none of them is covered', { homeRegion: 'eu-central-1' }, ['AWS Health tells of what belongs to no region', 'AWS Trusted Advisor tells in us-east-1 alone']],
    ['us-west-2 is', { homeRegion: 'us-west-2' }, ['^AWS Trusted Advisor tells in us-east-1 alone']],
    ['nobody is to be told of the one', { homeRegion: 'eu-central-1', detection: DetectionDomain.threatDetection({ findingSources: [FindingSource.HEALTH] }) }, ['in us-east-1 and us-west-2 alone: add']],
  ])('are missed, and synthesis says so, where %s', (_, props, texts) => {
    expect(untold(props)).toEqual([expect.stringMatching(new RegExp(texts.join('.*')))]);
  });

  test.each<[string, AccountBaselineProps]>([
    ['us-east-1 is covered', { homeRegion: 'eu-central-1', additionalRegions: ['us-east-1'] }],
    ['nobody is to be told of them', { homeRegion: 'eu-central-1', detection: DetectionDomain.threatDetection({ findingSources: [FindingSource.GUARDDUTY] }) }],
    ['the region is not known', {}],
    ['the partition is another one', { homeRegion: 'cn-north-1' }],
  ])('are not missed where %s', (_, props) => {
    expect(untold(props)).toEqual([]);
  });
});

describe('findings of Amazon GuardDuty', () => {
  test('are kept in the archive beyond the 90 days that it keeps them itself', () => {
    const { app } = baseline();

    template(app, 'Baseline-Detection').resourceCountIs('AWS::GuardDuty::PublishingDestination', 1);
    expect(JSON.stringify(template(app, 'Baseline-Storage').findResources('AWS::S3::BucketPolicy'))).toContain('ThreatFindingsWrite');
  });

  test('and an aggregator of AWS Security Hub are those that were there before, where the services are adopted', () => {
    const { app } = baseline({
      homeRegion: 'eu-central-1', additionalRegions: ['eu-west-1'], detection: DetectionDomain.threatDetection({ hubAdoption: ServiceAdoption.adopt() }),
    });

    template(app, 'Baseline-Detection').resourceCountIs('AWS::SecurityHub::FindingAggregator', 0);
    expect(warningsOf(app)).toContainEqual(expect.stringContaining('cdk-secure-baseline:finding-aggregation-unknown'));
    const made = template(baseline({ homeRegion: 'eu-central-1', additionalRegions: ['eu-west-1'] }).app, 'Baseline-Detection');
    made.resourceCountIs('AWS::SecurityHub::FindingAggregator', 1);
    // AWS makes none before there is a hub.
    made.hasResource('AWS::SecurityHub::FindingAggregator', { DependsOn: Match.arrayWith(Object.keys(made.findResources('AWS::SecurityHub::Hub'))) });
  });

  test.each([ServiceAdoption.adopt(), ServiceAdoption.adoptOrCreate()])('go where a detector that was there before sends them, which synthesis warns of: $name', (detectorAdoption) => {
    const { app } = baseline({
      homeRegion: 'eu-central-1', additionalRegions: ['eu-west-1'], detection: DetectionDomain.threatDetection({ detectorAdoption }),
    });

    template(app, 'Baseline-Detection').resourceCountIs('AWS::GuardDuty::PublishingDestination', 0);
    template(app, 'Baseline-eu-west-1-Region').resourceCountIs('AWS::GuardDuty::PublishingDestination', 0);
    expect(warningsOf(app).filter((warning) => warning.includes('cdk-secure-baseline:threat-finding-export-unknown'))).toHaveLength(2);
  });

  const further = (props: AccountBaselineProps = {}, app = new App()) => {
    new AccountBaseline(app, 'Baseline', { account: '111122223333', homeRegion: 'eu-central-1', additionalRegions: ['eu-west-1'], ...props });
    const regional = template(app, 'Baseline-eu-west-1-Region');
    const [destination] = Object.values(regional.findResources('AWS::GuardDuty::PublishingDestination'));
    return { regional, to: destination && (destination.Properties as { DestinationProperties: unknown }).DestinationProperties, warnings: warningsOf(app).filter((each) => /export-(key|region)/.test(each)) };
  };
  const ARCHIVE = 'secure-baseline-logs-111122223333-eu-central-1-an';

  test('are let in for every region, those that have to be enabled by a name of their own, each once', () => {
    const { app } = baseline({ homeRegion: 'eu-south-1', additionalRegions: ['eu-west-1', 'me-central-1'] });
    const [key] = Object.values(template(app, 'Baseline-Storage').findResources('AWS::KMS::Key'));
    const statements = (key.Properties as { KeyPolicy: { Statement: { Sid: string; Principal: unknown }[] } }).KeyPolicy.Statement;

    expect(statements.filter(({ Sid: sid }) => sid.startsWith('ThreatFindings')).map(({ Sid: sid, Principal: principal }) => [sid, principal]).sort()).toEqual([
      ['ThreatFindings', { Service: 'guardduty.amazonaws.com' }],
      ['ThreatFindingsElsewhere', { Service: ['guardduty.eu-south-1.amazonaws.com', 'guardduty.me-central-1.amazonaws.com'] }],
      ['ThreatFindingseusouth1', { Service: 'guardduty.eu-south-1.amazonaws.com' }],
    ]);
  });

  test('leave room in the policy of the archive, which has 20 kB, with every region there is', () => {
    const { app } = baseline({ account: '111122223333', homeRegion: 'ap-southeast-7', additionalRegions: OPT_IN_REGIONS.filter((region) => region !== 'ap-southeast-7') });
    const policies = Object.values(template(app, 'Baseline-Storage').findResources('AWS::S3::BucketPolicy')).map(({ Properties }) => JSON.stringify(resolve(Properties.PolicyDocument)));

    expect(Math.max(...policies.map((policy) => policy.length))).toBeLessThan(15_000);
    for (const policy of policies) {
      const sids = (JSON.parse(policy) as { Statement: { Sid?: string }[] }).Statement.flatMap(({ Sid: sid }) => sid ?? []);
      expect(new Set(sids).size).toBe(sids.length);
    }
  });

  test('of further regions are kept in the archive of the home region, whose key is found by its alias', () => {
    const { regional, to, warnings } = further();

    expect(JSON.stringify(to)).toContain(`:s3:::${ARCHIVE}"`);
    expect(to).toMatchObject({ KmsKeyArn: { 'Fn::GetAtt': [expect.stringMatching(/AdoptedArchiveKey/), 'Id'] } });
    const [lookup] = Object.values(regional.findResources('Custom::AdoptedService'));
    expect(JSON.parse(resolve((lookup.Properties as { Adoption: unknown }).Adoption) as string)).toMatchObject({
      client: 'KMSClient', region: 'eu-central-1', find: { command: 'DescribeKey', input: { KeyId: 'alias/secure-baseline/logs' } }, wishes: [],
    });
    expect(JSON.stringify(regional.toJSON())).not.toContain('Fn::ImportValue');
    expect(warnings).toEqual([]);
  });

  test('of further regions go where the archive may take them: beside a locked one, or to a bucket and key that exist', () => {
    const app = new App();
    const elsewhere = new Stack(app, 'Elsewhere');
    const key = 'arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012';

    const locked = further({ storage: StorageDomain.logArchive({ objectLock: ObjectLock.governance(Duration.days(30)) }) });
    expect(JSON.stringify(locked.to)).toContain('secure-baseline-config-111122223333-eu-central-1-an"');
    const { to, regional } = further({ storage: StorageDomain.existing(Bucket.fromBucketName(elsewhere, 'Bucket', 'central-logs'), Key.fromKeyArn(elsewhere, 'Key', key)) }, app);
    expect(JSON.stringify(to)).toContain(':s3:::central-logs"');
    expect(to).toMatchObject({ KmsKeyArn: key });
    regional.resourceCountIs('Custom::AdoptedService', 0);
    expect(warningsOf(app)).toContainEqual(expect.stringMatching(/have to let Amazon GuardDuty in.*cdk-secure-baseline:threat-finding-export-policy/));
  });

  test('of further regions are lost after 90 days where the home region cannot take them, and synthesis says so', () => {
    expect(further({ homeRegion: 'eu-central-2' })).toMatchObject({
      to: undefined, warnings: [expect.stringMatching(/gone after 90 days: .*no bucket in eu-central-2, .*threat-finding-export-region/)],
    });
  });

  test('are let into the archive from every region, whatever the home region does, and once', () => {
    const policies = (detection: DetectionDomain) =>
      JSON.stringify(template(baseline({ detection }).app, 'Baseline-Storage').toJSON()).split('"ThreatFindingsWrite"').length - 1;

    expect(policies(DetectionDomain.threatDetection())).toBe(1);
    expect(policies(DetectionDomain.omitted('the security account'))).toBe(1);
  });
});
