import { ThreatDetection, ThreatDetectionFeature, ThreatDetectionProps } from '../../lib';
import { problemsOf, synthesize } from '../support';

const ALL = ['EBS_MALWARE_PROTECTION', 'EKS_AUDIT_LOGS', 'LAMBDA_NETWORK_LOGS', 'RDS_LOGIN_EVENTS', 'S3_DATA_EVENTS'];

const detector = (props: ThreatDetectionProps = {}) => {
  const template = synthesize((stack) => {
    new ThreatDetection(stack, 'Detection', props);
  });
  template.resourceCountIs('AWS::GuardDuty::Detector', 1);
  return Object.values(template.findResources('AWS::GuardDuty::Detector'))[0].Properties;
};
const named = (props: ThreatDetectionProps, status: string) => (detector(props).Features as { Name: string; Status: string }[])
  .filter((feature) => feature.Status === status).map(({ Name }) => Name).sort();
const refusals = (features: string[]) => problemsOf((stack) => new ThreatDetection(stack, 'Detection', { features: features as never }));

describe('ThreatDetection', () => {
  it('is on with every feature, and publishes as often as it can', () => {
    expect(detector()).toMatchObject({ Enable: true, FindingPublishingFrequency: 'FIFTEEN_MINUTES' });
    expect(detector()).not.toHaveProperty('DataSources');
    expect(named({}, 'ENABLED')).toEqual(ALL);
  });

  it('switches off by name what is not asked for', () => {
    const props = { features: [ThreatDetectionFeature.S3_DATA_EVENTS] };
    expect(named(props, 'ENABLED')).toEqual(['S3_DATA_EVENTS']);
    expect(named(props, 'DISABLED')).toEqual(ALL.filter((name) => name !== 'S3_DATA_EVENTS'));
  });

  it('stays on without any feature', () => {
    expect(detector({ features: [] }).Enable).toBe(true);
    expect(named({ features: [] }, 'DISABLED')).toEqual(ALL);
  });

  it('knows the id of its detector', () => {
    synthesize((stack) => {
      expect(stack.resolve(new ThreatDetection(stack, 'Detection').detectorId)).toEqual({ 'Fn::GetAtt': [expect.any(String), 'Id'] });
    });
  });

  it('refuses a feature it does not know', () => {
    expect(refusals(['S3_LOGS'])).toEqual([expect.stringMatching(
      /^- features\[0\]: got "S3_LOGS"; allowed is S3_DATA_EVENTS, .*; use a member of ThreatDetectionFeature$/)]);
  });

  it('refuses a feature named twice, together with an unknown one', () => {
    expect(refusals(['S3_DATA_EVENTS', 'S3_DATA_EVENTS', 'NONE'])).toEqual([
      '- features[1]: got "S3_DATA_EVENTS"; allowed is each value once; name each feature once',
      expect.stringMatching(/^- features\[2\]: got "NONE"/),
    ]);
  });
});
