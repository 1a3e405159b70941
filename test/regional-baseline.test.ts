import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ConfigurationDomain, DetectionDomain, RegionalBaseline, RegionalBaselineProps, ServiceAdoption } from '../lib';
import { templateOf, warningsOf } from './support';

function region(props: Partial<RegionalBaselineProps> = {}): { template: Template; made: RegionalBaseline } {
  const app = new App();
  const made = new RegionalBaseline(app, 'Ireland', { region: 'eu-west-1', homeRegion: 'eu-central-1', ...props });
  const stacks = app.node.findAll().filter(Stack.isStack).map((stack) => templateOf(stack).toJSON() as { Resources: object });
  return { made, template: Template.fromJSON({ Resources: Object.assign({}, ...stacks.map(({ Resources }) => Resources)) as object }) };
}

describe('a regional baseline', () => {
  test('covers what is regional, and refers to no other stack', () => {
    const { template } = region();

    for (const type of ['AWS::GuardDuty::Detector', 'AWS::Config::ConfigurationRecorder', 'AWS::AccessAnalyzer::Analyzer', 'AWS::EC2::SnapshotBlockPublicAccess']) {
      template.resourceCountIs(type, 1);
    }
    expect(JSON.stringify(template.toJSON())).not.toContain('Fn::ImportValue');
  });

  test('sends findings to the default bus of the home region, with a role that can do nothing else', () => {
    const { template } = region();
    const bus = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':events:eu-central-1:', { Ref: 'AWS::AccountId' }, ':event-bus/default']] };

    template.hasResourceProperties('AWS::Events::Rule', { EventPattern: { source: Match.arrayWith(['aws.guardduty']) }, Targets: [{ Arn: bus }] });
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [{ Action: 'events:PutEvents', Effect: 'Allow', Resource: bus }] } });
  });

  test('delivers to the archive of whatever account it is deployed to, in the home region', () => {
    region().template.hasResourceProperties('AWS::Config::DeliveryChannel', {
      S3BucketName: { 'Fn::Join': ['', ['secure-baseline-logs-', { Ref: 'AWS::AccountId' }, '-eu-central-1-an']] },
    });
  });

  test('sends flow logs that were missing to that archive too, once somebody starts the remedy', () => {
    const destination = (props: Partial<RegionalBaselineProps>) => Object.values(region(props).template.findResources('AWS::Config::RemediationConfiguration'))
      .filter(({ Properties }) => Properties.ConfigRuleName === 'secure-baseline-vpc-flow-logs-enabled')
      .map(({ Properties }) => JSON.stringify(Properties.Parameters.BucketArn.StaticValue.Values[0]));
    expect(destination({})).toEqual([expect.stringContaining(':s3:::secure-baseline-logs-",{"Ref":"AWS::AccountId"},"-eu-central-1-an')]);
    expect(destination({ logBucketName: 'history', flowLogBucketName: 'flows' })).toEqual([expect.stringContaining(':s3:::flows')]);
    // Whether such a bucket lets flow logs in, nobody has said.
    expect(destination({ logBucketName: 'history' })).toEqual([]);
  });

  test('tells of nothing by a remedy: Amazon SNS takes messages of its own region alone', () => {
    expect(JSON.stringify(region().template.toJSON())).not.toMatch(/sns:Publish/);
  });

  test('leaves out rules that the region lacks', () => {
    const { made, template } = region({ region: 'eu-south-1' });
    const rules = JSON.stringify(template.findResources('AWS::Config::ConfigRule'));
    expect(rules).not.toMatch(/RDS_SNAPSHOTS_PUBLIC_PROHIBITED|KMS_CMK_NOT_SCHEDULED_FOR_DELETION/);
    expect(warningsOf(made).filter((warning) => warning.includes('cdk-secure-baseline:rules-region')))
      .toEqual([expect.stringMatching(/in eu-south-1 RDS_SNAPSHOTS_PUBLIC_PROHIBITED, KMS_CMK_NOT_SCHEDULED_FOR_DELETION, EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK /)]);
    expect(warningsOf(region().made)).toEqual([]);
  });

  test('is one for a region, whoever deploys', () => {
    const app = new App();
    const twice = (id: string) => () => new RegionalBaseline(app, id, { region: 'us-east-1', homeRegion: 'eu-central-1' });
    expect(twice('First')).not.toThrow();
    expect(twice('Second')).toThrow(/one recorder a region; use the one at First\/Recorder\/ConfigurationRecorder.*Give each baseline its account/);
  });

  test('keeps what Amazon GuardDuty finds in the archive of the home region', () => {
    const { template } = region();

    template.hasResourceProperties('AWS::GuardDuty::PublishingDestination', { DestinationProperties: {
      DestinationArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::secure-baseline-logs-', { Ref: 'AWS::AccountId' }, '-eu-central-1-an']] },
    } });
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [{
      Action: 'kms:DescribeKey', Condition: { StringEquals: { 'kms:RequestAlias': 'alias/secure-baseline/logs' } },
    }] } });
  });

  test('needs to be told the key of a bucket that is none of a LogArchive', () => {
    const logKeyArn = 'arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012';
    const unknown = region({ logBucketName: 'central-logs' });

    unknown.template.resourceCountIs('AWS::GuardDuty::PublishingDestination', 0);
    expect(warningsOf(unknown.made)).toEqual([expect.stringMatching(/gone after 90 days: the key .* is not known\. Set logKeyArn.*cdk-secure-baseline:threat-finding-export-key/)]);
    const known = region({ logBucketName: 'central-logs', logKeyArn });
    known.template.hasResourceProperties('AWS::GuardDuty::PublishingDestination', { DestinationProperties: { KmsKeyArn: logKeyArn } });
    expect(warningsOf(known.made)).toEqual([]);
  });

  test.each(['alias/secure-baseline/logs', 'arn:aws:kms:eu-west-1:111122223333:key/1', 'arn:aws:kms:eu-central-1:111122223333:alias/logs'])('refuses %s as a key', (logKeyArn) => {
    expect(() => region({ logBucketName: 'central-logs', logKeyArn })).toThrow(
      /logKeyArn: got ".*"; allowed is the ARN of a key in the home region; copy it from `aws kms describe-key`: neither an alias nor an id will do/);
  });

  test('leaves findings to whoever made a detector that is adopted, or takes care of one that is left alone', () => {
    const adopted = region({ detection: DetectionDomain.threatDetection({ detectorAdoption: ServiceAdoption.adoptOrCreate() }) });
    const skipped = region({ detection: DetectionDomain.threatDetection({ detectorAdoption: ServiceAdoption.skip('the security account') }) });

    [adopted, skipped].forEach(({ template }) => template.resourceCountIs('AWS::GuardDuty::PublishingDestination', 0));
    expect(warningsOf(adopted.made)).toEqual([expect.stringContaining('cdk-secure-baseline:threat-finding-export-unknown')]);
    expect(warningsOf(skipped.made)).toEqual([expect.stringContaining('cdk-secure-baseline:detector-skipped')]);
  });

  test('leaves out what others cover', () => {
    const { template, made } = region({
      detection: DetectionDomain.omitted('the delegated administrator'), configuration: ConfigurationDomain.omitted('Control Tower'),
    });

    template.resourceCountIs('AWS::GuardDuty::Detector', 0);
    template.resourceCountIs('AWS::Config::ConfigurationRecorder', 0);
    template.resourceCountIs('AWS::Events::Rule', 0);
    expect(made.threatDetection).toBeUndefined();
    expect(warningsOf(made)).toEqual([expect.stringMatching(/^detection is left out/), expect.stringMatching(/^configuration is left out/)]);
  });

  test('refuses regions that do not exist, and the home region itself', () => {
    expect(() => region({ region: 'x', homeRegion: 'y', account: '1' })).toThrow(/has 3 problems/);
    expect(() => region({ region: 'eu-central-1' })).toThrow(/the home region is covered by AccountBaseline/);
  });
});
