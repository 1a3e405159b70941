import { App } from 'aws-cdk-lib';
import { AccountBaseline, BaselineProfile, DetectionDomain, DetectionService, FindingSeverity, SecurityStandard, ThreatDetectionFeature } from '../../lib';

describe('DetectionDomain', () => {
  it('hands settings on', () => {
    const props = { features: [ThreatDetectionFeature.S3_DATA_EVENTS], minimumSeverity: FindingSeverity.MEDIUM };
    expect(DetectionDomain.threatDetection(props)._props).toEqual(props);
    expect(DetectionDomain.threatDetection()).toMatchObject({ _props: {}, omittedBecause: undefined });
  });

  it('remembers why it is left out', () => {
    expect(DetectionDomain.omitted('the security account watches').omittedBecause).toBe('the security account watches');
  });

  it('names the problems of detection and alerts together, from the outside', () => {
    expect(DetectionDomain.threatDetection()._problems()).toEqual([]);
    expect(DetectionDomain.threatDetection({ features: ['NONE' as never], minimumSeverity: 'dire' as never })._problems().map(({ prop }) => prop))
      .toEqual(['detection.features[0]', 'detection.minimumSeverity']);
  });

  it('checks the standards of AWS Security Hub against the region, where the hub is among the services', () => {
    const problems = (props: Parameters<typeof DetectionDomain.threatDetection>[0], region = 'us-iso-east-1') =>
      DetectionDomain.threatDetection(props)._problems(region).map(({ prop }) => prop);
    const standards = [SecurityStandard.cisFoundations()];
    expect(problems({ services: [DetectionService.SECURITY_HUB] })).toEqual(['detection.standards[0]', 'detection.standards[1]']);
    expect(problems({ standards })).toEqual(['detection.standards[0]']);
    expect([...problems({ services: [] }), ...problems({ services: [], standards }), ...problems({})]).toEqual([]);
    expect(problems({ services: [DetectionService.SECURITY_HUB] }, 'eu-central-1')).toEqual([]);
  });

  it('does so where the hub is one of the profile', () => {
    const account = (profile: BaselineProfile) => () => new AccountBaseline(new App(), 'Baseline', { homeRegion: 'us-iso-east-1', profile });
    expect(account(BaselineProfile.standard())).toThrow(/standards\[0\]: got "AWS Foundational.*offers in us-iso-east-1/);
    expect(account(BaselineProfile.essential())).not.toThrow();
  });
});
