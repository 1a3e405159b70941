import { Match } from 'aws-cdk-lib/assertions';
import { ConfigurationRecorder, ConfigurationRecorderProps, ConfigurationScope, RecordingFrequency } from '../../lib';
import { ACCOUNT, problemsOf, resolve, synthesize } from '../support';

const make = (props: Partial<ConfigurationRecorderProps> = {}) => synthesize((stack) => {
  expect(new ConfigurationRecorder(stack, 'Recorder', { bucketName: 'archive', ...props }).recorderName).toBe('secure-baseline');
});

describe('ConfigurationRecorder', () => {
  const home = make();
  const further = make({ scope: ConfigurationScope.FURTHER_REGION });

  it('records every resource, and the global ones in the home region alone', () => {
    const recorded = (global: boolean) => ({
      RecordingGroup: { AllSupported: true, IncludeGlobalResourceTypes: global, ResourceTypes: Match.absent() },
    });
    home.hasResourceProperties('AWS::Config::ConfigurationRecorder', recorded(true));
    make({ scope: ConfigurationScope.HOME_REGION }).hasResourceProperties('AWS::Config::ConfigurationRecorder', recorded(true));
    further.hasResourceProperties('AWS::Config::ConfigurationRecorder', recorded(false));
  });

  it('runs under the role AWS made for it, which the home region brings along and keeps', () => {
    for (const template of [home, further]) {
      const [recorder] = Object.values(template.findResources('AWS::Config::ConfigurationRecorder'));
      expect(resolve(recorder.Properties.RoleARN))
        .toBe(`arn:aws:iam::${ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`);
    }
    const [role] = Object.keys(home.findResources('AWS::IAM::ServiceLinkedRole'));
    home.hasResource('AWS::IAM::ServiceLinkedRole', { Properties: { AWSServiceName: 'config.amazonaws.com' }, DeletionPolicy: 'Retain' });
    home.hasResource('AWS::Config::ConfigurationRecorder', { DependsOn: [role] });
    further.resourceCountIs('AWS::IAM::ServiceLinkedRole', 0);
    further.resourceCountIs('AWS::IAM::Role', 0);
  });

  it('delivers history to the bucket, and a snapshot each day', () => {
    for (const template of [home, further]) {
      template.hasResource('AWS::Config::DeliveryChannel', {
        Properties: { S3BucketName: 'archive', ConfigSnapshotDeliveryProperties: { DeliveryFrequency: 'TwentyFour_Hours' } },
        DependsOn: Match.absent(),
      });
      template.resourceCountIs('AWS::Config::DeliveryChannel', 1);
      template.resourceCountIs('AWS::Config::ConfigurationRecorder', 1);
    }
  });

  it.each([[undefined, 'CONTINUOUS'], [RecordingFrequency.CONTINUOUS, 'CONTINUOUS'], [RecordingFrequency.DAILY, 'DAILY']])(
    'given the frequency %s, records %s', (frequency, recorded) => {
      make({ frequency }).hasResourceProperties('AWS::Config::ConfigurationRecorder', { RecordingMode: { RecordingFrequency: recorded } });
    });

  it('refuses a frequency it does not know', () => {
    expect(problemsOf((stack) => new ConfigurationRecorder(stack, 'Recorder', { bucketName: 'archive', frequency: 'HOURLY' as never }))).toEqual([
      '- frequency: got "HOURLY"; allowed is CONTINUOUS or DAILY; use a member of RecordingFrequency',
    ]);
  });
});
