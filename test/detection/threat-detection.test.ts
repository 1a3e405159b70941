import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { FindingFrequency } from '../../lib/detection/finding-frequency';
import { RuntimeAgent } from '../../lib/detection/runtime-agent';
import { ThreatDetection, ThreatDetectionProps } from '../../lib/detection/threat-detection';
import { THREAT_DETECTION_CATALOGUE } from '../../lib/detection/threat-detection-catalogue';
import { ThreatDetectionFeature } from '../../lib/detection/threat-detection-feature';
import { ServiceAdoption } from '../../lib/service-adoption';
import { permissions } from '../account/setting-life';
import { AdoptedLife, adoption, isAdopted, isAdoptedOrMade } from '../private/adoption-life';
import { State } from '../private/custom-resource-world';
import { problemsOf, synthesize } from '../support';

const DEFAULT = ['EBS_MALWARE_PROTECTION', 'EKS_AUDIT_LOGS', 'LAMBDA_NETWORK_LOGS', 'RDS_LOGIN_EVENTS', 'S3_DATA_EVENTS'];
const ALL = [...DEFAULT, 'RUNTIME_MONITORING'].sort();

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
  it('is on with every feature that touches no network, and publishes as often as it can', () => {
    expect(detector()).toMatchObject({ Enable: true, FindingPublishingFrequency: 'FIFTEEN_MINUTES' });
    expect(detector()).not.toHaveProperty('DataSources');
    expect(named({}, 'ENABLED')).toEqual(DEFAULT);
    expect(named({}, 'DISABLED')).toEqual(['RUNTIME_MONITORING']);
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

  const agents = (props: ThreatDetectionProps) => Object.fromEntries((detector(props).Features as { Name: string; AdditionalConfiguration?: State[] }[])
    .find(({ Name }) => Name === 'RUNTIME_MONITORING')!.AdditionalConfiguration!.map(({ Name, Status }) => [Name, Status]));
  const RUNTIME = [ThreatDetectionFeature.RUNTIME_MONITORING];

  it('installs every agent of Runtime Monitoring, or those that are chosen, and switches off the others', () => {
    const all = (status: string) => ({ EKS_ADDON_MANAGEMENT: status, ECS_FARGATE_AGENT_MANAGEMENT: status, EC2_AGENT_MANAGEMENT: status });
    expect(agents({ features: RUNTIME })).toEqual(all('ENABLED'));
    expect(agents({ features: RUNTIME, runtimeAgents: [RuntimeAgent.EC2_AGENT_MANAGEMENT] }))
      .toEqual({ ...all('DISABLED'), EC2_AGENT_MANAGEMENT: 'ENABLED' });
    expect(agents({ features: RUNTIME, runtimeAgents: [] })).toEqual(all('DISABLED'));
    expect(agents({})).toEqual(all('DISABLED'));
  });

  it('tells again as often as it is asked to', () => {
    expect(detector({ findingFrequency: FindingFrequency.SIX_HOURS }).FindingPublishingFrequency).toBe('SIX_HOURS');
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

  it('refuses agents that would have nothing to report to, and unknown ones', () => {
    expect(problemsOf((stack) => new ThreatDetection(stack, 'Detection', { runtimeAgents: [RuntimeAgent.EC2_AGENT_MANAGEMENT] }))).toEqual([
      '- runtimeAgents: got a list of 1; allowed is agents together with ThreatDetectionFeature.RUNTIME_MONITORING; '
      + 'add it to features: without it there is nothing the agents would report to',
    ]);
    const unknown = { features: RUNTIME, runtimeAgents: ['GKE' as never], findingFrequency: 'DAILY' as never, detectorAdoption: 'adopt' as never };
    expect(problemsOf((stack) => new ThreatDetection(stack, 'Detection', unknown))).toEqual([
      '- runtimeAgents[0]: got "GKE"; allowed is EKS_ADDON_MANAGEMENT, ECS_FARGATE_AGENT_MANAGEMENT, EC2_AGENT_MANAGEMENT; use a member of RuntimeAgent',
      '- findingFrequency: got "DAILY"; allowed is FIFTEEN_MINUTES, ONE_HOUR, SIX_HOURS; use a member of FindingFrequency',
      expect.stringMatching(/^- detectorAdoption: got "adopt"/),
    ]);
  });

  it('leaves the detector alone where somebody else takes care of it, and warns', () => {
    const stack = new Stack(new App(), 'Test');
    const detection = new ThreatDetection(stack, 'Detection', { detectorAdoption: ServiceAdoption.skip('the security account does') });
    expect(detection.detectorId).toBeUndefined();
    expect(stack.node.findAll()).toHaveLength(2);
    Annotations.fromStack(stack).hasWarning('/Test/Detection', Match.stringLikeRegexp('left alone: the security account does.*cdk-secure-baseline:detector-skipped'));
  });
});

describe('the catalogue of features', () => {
  it('has each feature once, with what, why, what is paid for, and a page of AWS', () => {
    expect(THREAT_DETECTION_CATALOGUE.map(({ feature }) => feature).sort()).toEqual(Object.values(ThreatDetectionFeature).sort());
    for (const entry of THREAT_DETECTION_CATALOGUE) {
      expect([entry.what, entry.why].every((text) => /^[A-Z].{20,}\.$/.test(text))).toBe(true);
      expect(entry.rates.length).toBeGreaterThan(0);
      expect(entry.rates.every(({ usd, per }) => usd > 0 && per !== '')).toBe(true);
      expect(entry.link).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/guardduty\//);
    }
  });
});

describe('a detector that is adopted', () => {
  const adoptAs = (detectorAdoption: ServiceAdoption) => (stack: Stack) => {
    new ThreatDetection(stack, 'Detection', {
      features: [ThreatDetectionFeature.S3_DATA_EVENTS, ThreatDetectionFeature.RUNTIME_MONITORING], runtimeAgents: [RuntimeAgent.EC2_AGENT_MANAGEMENT],
      detectorAdoption,
    });
  };
  const adopt = adoptAs(ServiceAdoption.adopt());
  const adoptOrCreate = adoptAs(ServiceAdoption.adoptOrCreate());
  const feature = (Name: string, Status: string, more: State = {}) => ({ Name, Status, ...more });
  const agent = (Status: string) => ({ AdditionalConfiguration: [feature('EC2_AGENT_MANAGEMENT', Status)] });

  const none = { ListDetectors: () => ({ DetectorIds: [] }) };
  const life: AdoptedLife = {
    declaration: adoption(adopt),
    id: 'd1',
    none,
    operations: (account) => ({
      ListDetectors: () => ({ DetectorIds: ['d1'] }),
      GetDetector: ({ DetectorId }) => DetectorId === 'd1' ? account.state : Promise.reject(new Error('another one')),
      UpdateDetector: ({ DetectorId, Enable, Features = [], ...rest }) => {
        expect(DetectorId).toBe('d1');
        const byName = Object.fromEntries([...account.state.Features as State[], ...Features as State[]].map((each) => [each.Name, each]));
        account.state = { ...account.state, ...Enable ? { Status: 'ENABLED' } : {}, ...rest, Features: Object.values(byName) };
      },
    }),
    partial: {
      Status: 'DISABLED', FindingPublishingFrequency: 'SIX_HOURS',
      Features: [feature('LAMBDA_NETWORK_LOGS', 'ENABLED'), feature('S3_DATA_EVENTS', 'DISABLED'), feature('RUNTIME_MONITORING', 'ENABLED', agent('DISABLED'))],
    },
    complete: {
      Status: 'ENABLED', FindingPublishingFrequency: 'FIFTEEN_MINUTES',
      Features: [feature('LAMBDA_NETWORK_LOGS', 'ENABLED'), feature('S3_DATA_EVENTS', 'ENABLED'), feature('RUNTIME_MONITORING', 'ENABLED', agent('ENABLED'))],
    },
  };
  isAdopted(life);

  describe('or made', () => {
    const agents = [['EKS_ADDON_MANAGEMENT', 'DISABLED'], ['ECS_FARGATE_AGENT_MANAGEMENT', 'DISABLED'], ['EC2_AGENT_MANAGEMENT', 'ENABLED']];
    isAdoptedOrMade({
      ...life,
      declaration: adoption(adoptOrCreate),
      none,
      command: 'CreateDetector',
      make: ({ Enable, ...input }) => ({ Status: Enable === true ? 'ENABLED' : 'DISABLED', ...input }),
      // As the one of AWS CloudFormation: what is not chosen is off by name, or AWS would switch it on.
      made: {
        Status: 'ENABLED', FindingPublishingFrequency: 'FIFTEEN_MINUTES',
        Features: [
          ['S3_DATA_EVENTS', 'ENABLED'], ['EKS_AUDIT_LOGS', 'DISABLED'], ['EBS_MALWARE_PROTECTION', 'DISABLED'], ['RDS_LOGIN_EVENTS', 'DISABLED'],
          ['LAMBDA_NETWORK_LOGS', 'DISABLED'], ['RUNTIME_MONITORING', 'ENABLED'],
        ].map(([name, status]) => feature(name, status, name === 'RUNTIME_MONITORING' ? { AdditionalConfiguration: agents.map(([each, of]) => feature(each, of)) } : {})),
      },
    });

    it('may make one, and none of the others may', () => {
      expect(permissions(synthesize(adoptOrCreate))['*']).toEqual(['guardduty:CreateDetector', 'guardduty:ListDetectors']);
      expect(JSON.stringify(synthesize(adoptOrCreate).toJSON())).toContain('aws-service-role/guardduty.amazonaws.com/*');
      expect(JSON.stringify(synthesize(adopt).toJSON())).not.toContain('CreateDetector');
    });
  });

  it('is none of AWS CloudFormation, whose function can neither make nor delete one', () => {
    const template = synthesize(adopt);
    template.resourceCountIs('AWS::GuardDuty::Detector', 0);
    expect(permissions(template)).toEqual({
      '*': ['guardduty:ListDetectors'],
      'arn:aws:guardduty:eu-central-1:111122223333:detector/*': ['guardduty:GetDetector', 'guardduty:UpdateDetector'],
      'arn:aws:iam::111122223333:role/aws-service-role/malware-protection.guardduty.amazonaws.com/*': ['iam:CreateServiceLinkedRole'],
    });
  });

  it('tells its id to others', () => {
    synthesize((stack) => {
      const { detectorId } = new ThreatDetection(stack, 'Detection', { detectorAdoption: ServiceAdoption.adopt() });
      expect(stack.resolve(detectorId)).toEqual({ 'Fn::GetAtt': [expect.any(String), 'Id'] });
    });
  });
});
