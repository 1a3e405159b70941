import { DetectionDomain, FindingSeverity, ThreatDetectionFeature } from '../../lib';

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
});
