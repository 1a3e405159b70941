import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { DataSuppression, DataSuppressionProps } from '../../lib/detection/data-suppression';
import { ThreatSuppression, ThreatSuppressionProps } from '../../lib/detection/threat-suppression';
import { VulnerabilitySuppression, VulnerabilitySuppressionProps } from '../../lib/detection/vulnerability-suppression';
import { problemsOf, synthesize } from '../support';

const THREAT: ThreatSuppressionProps = {
  detectorId: 'd1', suppressionName: 'scanner', reason: 'The scanner of the penetration test (until June).', findingTypes: ['Recon:EC2/Portscan'],
  fields: { 'resource.instanceDetails.instanceId': ['i-1'] },
};
const VULNERABILITY: VulnerabilitySuppressionProps = { suppressionName: 'openssl', reason: 'Not reachable.', vulnerabilityIds: ['CVE-2026-1234'], resourceIds: ['i-1'] };
const DATA: DataSuppressionProps = { suppressionName: 'people', reason: 'It is where people are kept.', findingTypes: ['SensitiveData:S3Object/Personal'], bucketNames: ['people'] };

const threat = (props: Partial<ThreatSuppressionProps> = {}) => (stack: Stack) => new ThreatSuppression(stack, 'Suppression', { ...THREAT, ...props });
const vulnerability = (props: Partial<VulnerabilitySuppressionProps> = {}) => (stack: Stack) => new VulnerabilitySuppression(stack, 'Suppression', { ...VULNERABILITY, ...props });
const data = (props: Partial<DataSuppressionProps> = {}) => (stack: Stack) => new DataSuppression(stack, 'Suppression', { ...DATA, ...props });
const only = (type: string, build: (stack: Stack) => unknown) => Object.values(synthesize(build).findResources(type))[0].Properties as unknown;

describe.each<[string, (stack: Stack) => unknown, string]>([
  ['ThreatSuppression', threat(), 'Amazon GuardDuty archives Recon:EC2/Portscan as scanner: The scanner of the.*cdk-secure-baseline:threats-scanner-suppressed'],
  ['VulnerabilitySuppression', vulnerability(), 'Amazon Inspector does not tell of CVE-2026-1234 as openssl: Not reachable.*cdk-secure-baseline:vulnerabilities-openssl-suppressed'],
  ['DataSuppression', data(), 'Amazon Macie archives SensitiveData:S3Object/Personal as people: It is where.*cdk-secure-baseline:data-people-suppressed'],
])('%s', (_, build, warning) => {
  it('warns with its reason', () => {
    const stack = new Stack(new App(), 'Test');
    build(stack);
    Annotations.fromStack(stack).hasWarning('/Test/Suppression', Match.stringLikeRegexp(warning));
  });
});

describe('ThreatSuppression', () => {
  it('archives the types it names, where the fields are as it says', () => {
    expect(only('AWS::GuardDuty::Filter', threat())).toEqual({
      DetectorId: 'd1', Name: 'scanner', Description: THREAT.reason, Action: 'ARCHIVE',
      FindingCriteria: { Criterion: { 'type': { Equals: ['Recon:EC2/Portscan'] }, 'resource.instanceDetails.instanceId': { Equals: ['i-1'] } } },
    });
  });

  it('refuses no reason, characters AWS does not take, no type or half of one, and fields without values', () => {
    expect(problemsOf(threat({ suppressionName: 'a b', reason: ' ', findingTypes: ['Portscan', 'Portscan'], fields: { type: ['x'], region: [] } }))).toEqual([
      '- suppressionName: got "a b"; allowed is 3 to 64 letters, digits and .-_; rename it',
      expect.stringMatching(/^- reason: got ""; allowed is a reason of 1 to 512 letters/),
      '- findingTypes[1]: got "Portscan"; allowed is each value once; name each type once',
      '- findingTypes[0]: got "Portscan"; allowed is a type in full; write it like Recon:EC2/Portscan',
      '- findingTypes[1]: got "Portscan"; allowed is a type in full; write it like Recon:EC2/Portscan',
      '- fields.type: got a list of 1; allowed is a field besides the type, with at least one value; leave it out, or use findingTypes',
      '- fields.region: got a list of 0; allowed is a field besides the type, with at least one value; leave it out, or use findingTypes',
    ]);
    expect(problemsOf(threat({ reason: 'Ann\'s' }))).toHaveLength(1);
    expect(problemsOf(threat({ findingTypes: [] }))).toEqual(['- findingTypes: got a list of 0; allowed is at least one type; name what is suppressed: without it, everything would be']);
    expect(problemsOf(threat({ fields: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}`, ['v']])) }))).toEqual([expect.stringContaining('at most 49 fields')]);
  });

  it.each([
    'CryptoCurrency:EC2/BitcoinTool.B!DNS', 'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS',
    'Execution:Runtime/NewBinaryExecuted', 'AttackSequence:IAM/CompromisedCredentials',
  ])('takes %s', (type) => {
    expect(problemsOf(threat({ findingTypes: [type] }))).toEqual([]);
  });
});

describe('VulnerabilitySuppression', () => {
  it('suppresses vulnerabilities, of some resources or of all', () => {
    const id = [{ Comparison: 'EQUALS', Value: 'CVE-2026-1234' }];
    expect(only('AWS::InspectorV2::Filter', vulnerability())).toEqual({
      Name: 'openssl', Description: 'Not reachable.', FilterAction: 'SUPPRESS',
      FilterCriteria: { VulnerabilityId: id, ResourceId: [{ Comparison: 'EQUALS', Value: 'i-1' }] },
    });
    expect(only('AWS::InspectorV2::Filter', vulnerability({ resourceIds: undefined }))).toMatchObject({ FilterCriteria: { VulnerabilityId: id } });
  });

  it('refuses no reason, no id, too many, and what is none', () => {
    expect(problemsOf(vulnerability({ suppressionName: 'a', reason: '', vulnerabilityIds: ['openssl'], resourceIds: [] }))).toEqual([
      '- suppressionName: got "a"; allowed is 3 to 128 letters, digits and .-_; rename it',
      '- reason: got ""; allowed is a reason of 1 to 512 characters; say why, so that it can be judged again later',
      '- resourceIds: got a list of 0; allowed is 1 to 10 ids; name what is suppressed; for more, use another suppression',
      '- vulnerabilityIds[0]: got "openssl"; allowed is the id of a vulnerability; write it like CVE-2026-1234',
    ]);
    expect(problemsOf(vulnerability({ vulnerabilityIds: Array.from({ length: 11 }, (_, index) => `CVE-2026-${1000 + index}`) }))).toEqual([expect.stringContaining('1 to 10 ids')]);
    expect(problemsOf(vulnerability({ vulnerabilityIds: ['GHSA-abcd-1234-efgh', 'ALAS2-2026-1234'] }))).toEqual([]);
  });
});

describe('DataSuppression', () => {
  it('archives types of findings, of some buckets', () => {
    expect(only('AWS::Macie::FindingsFilter', data())).toEqual({
      Name: 'people', Description: DATA.reason, Action: 'ARCHIVE',
      FindingCriteria: { Criterion: { 'type': { eq: DATA.findingTypes }, 'resourcesAffected.s3Bucket.name': { eq: ['people'] } } },
    });
  });

  it('refuses no reason, no bucket, and half a type', () => {
    expect(problemsOf(data({ suppressionName: 'a', reason: ' ', findingTypes: ['Personal'], bucketNames: [] }))).toEqual([
      '- suppressionName: got "a"; allowed is 3 to 64 characters; rename it',
      '- reason: got " "; allowed is a reason of 1 to 512 characters; say why, so that it can be judged again later',
      '- bucketNames: got a list of 0; allowed is at least one; name what is suppressed',
      '- findingTypes[0]: got "Personal"; allowed is a type in full; write it like SensitiveData:S3Object/Personal',
    ]);
  });
});
