import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { bestPracticeControls, cisControls } from '../../lib/detection/security-hub-controls';
import { SecurityHubStandards, SecurityHubStandardsProps } from '../../lib/detection/security-hub-standards';
import { SecurityStandard } from '../../lib/detection/security-standard';
import { ServiceAdoption } from '../../lib/service-adoption';
import { permissions } from '../account/setting-life';
import { AdoptedLife, adoption, isAdopted, isAdoptedOrMade } from '../private/adoption-life';
import { awsError, State } from '../private/custom-resource-world';
import { problemsOf, resolve, synthesize } from '../support';

const ARN = 'arn:aws:securityhub:eu-central-1::standards/';
const FSBP = `${ARN}aws-foundational-security-best-practices/v/1.0.0`;
const CIS = `${ARN}cis-aws-foundations-benchmark/v/5.0.0`;
const make = (props: SecurityHubStandardsProps = {}) => synthesize((stack) => {
  new SecurityHubStandards(stack, 'Hub', props);
});
const standards = (props: SecurityHubStandardsProps = {}) => Object.values(make(props).findResources('AWS::SecurityHub::Standard'))
  .map(({ Properties }) => resolve(Properties) as { StandardsArn: string; DisabledStandardsControls?: unknown[] });
const refusals = (props: SecurityHubStandardsProps) => problemsOf((stack) => new SecurityHubStandards(stack, 'Hub', props));
const { foundationalBestPractices, cisFoundations, nist80053, pciDss } = SecurityStandard;

describe('SecurityHubStandards', () => {
  it('is a hub with one finding a control, without what AWS would enable by itself', () => {
    const template = make();
    template.resourceCountIs('AWS::SecurityHub::Hub', 1);
    template.hasResourceProperties('AWS::SecurityHub::Hub', { EnableDefaultStandards: false, ControlFindingGenerator: 'SECURITY_CONTROL', AutoEnableControls: true });
  });

  it('checks against the best practices and the newest CIS benchmark, unless others are asked for', () => {
    expect(standards().map(({ StandardsArn }) => StandardsArn)).toEqual([FSBP, CIS]);
    expect(standards({ standards: [nist80053(), pciDss()] }).map(({ StandardsArn }) => StandardsArn)).toEqual([`${ARN}nist-800-53/v/5.0.0`, `${ARN}pci-dss/v/4.0.1`]);
  });

  it('enables one standard after the other, after the hub', () => {
    const { Resources: all } = make({ standards: [foundationalBestPractices(), cisFoundations(), pciDss()] }).toJSON() as { Resources: Record<string, { Type: string; DependsOn?: string[] }> };
    const [[hub]] = Object.entries(all).filter(([, { Type }]) => Type === 'AWS::SecurityHub::Hub');
    const chain = Object.entries(all).filter(([, { Type }]) => Type === 'AWS::SecurityHub::Standard');
    expect(chain.map(([, { DependsOn }]) => [DependsOn].flat())).toEqual([[hub], [chain[0][0]], [chain[1][0]]]);
  });

  const disabled = [{ controlId: 'S3.11', reason: 'Events go through Amazon EventBridge.' }, { controlId: 'EC2.10', reason: 'No instances here.' }];

  it('disables a control of a standard with its reason, and warns of each', () => {
    const stack = new Stack(new App(), 'Test');
    new SecurityHubStandards(stack, 'Hub', { standards: [foundationalBestPractices(disabled), cisFoundations([{ controlId: '1.14', reason: 'One user, checked by hand.' }])] });
    const annotations = Annotations.fromStack(stack);
    annotations.hasWarning('/Test/Hub', Match.stringLikeRegexp('AWS Foundational.* does not check S3\\.11: Events go.*cdk-secure-baseline:aws-foundational-best-practices-S3\\.11-disabled'));
    annotations.hasWarning('/Test/Hub', Match.stringLikeRegexp('CIS.* does not check 1\\.14: One user.*cdk-secure-baseline:cis-aws-foundations-1\\.14-disabled'));
    const control = 'arn:aws:securityhub:eu-central-1:111122223333:control/';
    expect(standards({ standards: [foundationalBestPractices(disabled), cisFoundations([{ controlId: '1.14', reason: 'r' }])] })).toEqual([
      {
        StandardsArn: FSBP, DisabledStandardsControls: disabled.map(({ controlId, reason }) =>
          ({ StandardsControlArn: `${control}aws-foundational-security-best-practices/v/1.0.0/${controlId}`, Reason: reason })),
      },
      { StandardsArn: CIS, DisabledStandardsControls: [{ StandardsControlArn: `${control}cis-aws-foundations-benchmark/v/5.0.0/1.14`, Reason: 'r' }] },
    ]);
    expect(standards().some((standard) => 'DisabledStandardsControls' in standard)).toBe(false);
  });

  it('refuses a control it does not know, one without a reason and one named twice', () => {
    const bad = [{ controlId: 'S3.99', reason: 'r' }, { controlId: 'S3.8', reason: ' ' }, { controlId: 'S3.8', reason: 'r'.repeat(513) }];
    expect(refusals({ standards: [foundationalBestPractices(bad)] })).toEqual([
      '- standards[0].disabledControls[2]: got "S3.8"; allowed is each value once; keep one of the two, with both reasons',
      '- standards[0].disabledControls[0].controlId: got "S3.99"; allowed is the id of a control of the best practices, such as S3.11; '
      + 'copy it from the list of controls of AWS Foundational Security Best Practices 1.0.0',
      '- standards[0].disabledControls[1].reason: got " "; allowed is a reason of 1 to 512 characters; say why, so that it can be judged again later',
      expect.stringMatching(/^- standards\[0\]\.disabledControls\[2\]\.reason: got "r{100}…"; allowed is a reason of 1 to 512 characters/),
    ]);
  });

  it.each(['S3.8', '2.1.4', '1.6', '7.1'])('refuses %s for the CIS benchmark: it is no recommendation that one control checks', (controlId) => {
    expect(refusals({ standards: [cisFoundations([{ controlId, reason: 'r' }])] })).toEqual([
      expect.stringContaining(`disabledControls[0].controlId: got "${controlId}"; allowed is the number of a recommendation that one control checks`),
    ]);
  });

  it.each(['S3', 'S3.0', 'S3.1.1', 'Ec3.1', 'toString.1'])('refuses %s for the other standards: no service has such controls', (controlId) => {
    expect(refusals({ standards: [nist80053([{ controlId, reason: 'r' }])] })).toEqual([expect.stringContaining(`got "${controlId}"; allowed is the id of a control`)]);
    expect(refusals({ standards: [pciDss([{ controlId: 'S3.24', reason: 'r' }])] })).toEqual([]);
  });

  it('refuses more disabled controls than AWS CloudFormation takes', () => {
    const many = bestPracticeControls().slice(0, 101).map((controlId) => ({ controlId, reason: 'r' }));
    expect(refusals({ standards: [foundationalBestPractices(many)] })).toEqual([expect.stringContaining('got a list of 101; allowed is at most 100 controls')]);
    expect(refusals({ standards: [foundationalBestPractices(many.slice(1))] })).toEqual([]);
  });

  it('refuses no standard at all, one twice, and what is none', () => {
    expect(refusals({ standards: [] })).toEqual([
      '- standards: got a list of 0; allowed is at least one standard; leave AWS Security Hub out instead: without one it checks nothing',
    ]);
    expect(refusals({ standards: [cisFoundations(), cisFoundations(), 'pci' as never] })).toEqual([
      expect.stringContaining('standards[1]: got "CIS AWS Foundations Benchmark 5.0.0"; allowed is each value once'),
      expect.stringContaining('standards[2]: got "pci"; allowed is what a factory of SecurityStandard returns'),
    ]);
  });

  it('refuses a standard that the region does not have', () => {
    const inRegion = (region: string) => SecurityHubStandards._problems({ standards: [cisFoundations()] }, region);
    expect(inRegion('us-iso-east-1')).toMatchObject([{ prop: 'standards[0]', allowed: 'a standard that AWS Security Hub offers in us-iso-east-1' }]);
    expect(inRegion('us-isob-east-1')).toHaveLength(1);
    expect([...inRegion('eu-central-1'), ...inRegion('us-gov-west-1'), ...inRegion('cn-north-1')]).toEqual([]);
  });

  it('refuses the standards it has by default in a region without them, unless the hub is left alone', () => {
    const inRegion = (region: string, props: SecurityHubStandardsProps = {}) => () =>
      new SecurityHubStandards(new Stack(new App(), 'Test', { env: { account: '111122223333', region } }), 'Hub', props);
    expect(inRegion('us-iso-east-1')).toThrow(
      /has 2 problems(.|\n)*standards\[0\]: got "AWS Foundational.*; allowed is a standard that AWS Security Hub offers in us-iso-east-1; leave AWS Security Hub out of this region: isolated/,
    );
    expect(inRegion('eu-central-1')).not.toThrow();
    expect(inRegion('us-iso-east-1', { hubAdoption: ServiceAdoption.skip('nobody can') })).not.toThrow();
  });

  it('leaves the hub alone where somebody else takes care of it, and warns', () => {
    const stack = new Stack(new App(), 'Test');
    expect(new SecurityHubStandards(stack, 'Hub', { hubAdoption: ServiceAdoption.skip('configured centrally') }).hubArn).toBeUndefined();
    expect(stack.node.findAll()).toHaveLength(2);
    Annotations.fromStack(stack).hasWarning('/Test/Hub', Match.stringLikeRegexp('left alone: configured centrally.*cdk-secure-baseline:hub-skipped'));
  });

  it('switches nothing off in a hub that is adopted', () => {
    expect(refusals({ hubAdoption: ServiceAdoption.adopt(), standards: [foundationalBestPractices(disabled)] })).toEqual([
      expect.stringMatching(/^- hubAdoption: got "adopt"; allowed is a hub that is adopted, with every control.*leave disabledControls out/),
    ]);
  });
});

describe('the ids of controls', () => {
  it('are those that were published', () => {
    expect(bestPracticeControls()).toHaveLength(286);
    expect(bestPracticeControls()).toEqual(expect.arrayContaining(['ACM.1', 'IAM.6', 'S3.8', 'WAF.12']));
    expect(new Set(cisControls()).size).toBe(34);
  });
});

describe('a hub that is adopted', () => {
  const adopt = (stack: Stack) => {
    new SecurityHubStandards(stack, 'Hub', { hubAdoption: ServiceAdoption.adopt() });
  };
  const HUB = 'arn:aws:securityhub:eu-central-1:111122223333:hub/default';
  const PCI = `${ARN}pci-dss/v/4.0.1`;

  const life = {
    declaration: adoption(adopt),
    id: HUB,
    none: { DescribeHub: () => Promise.reject(awsError('InvalidAccessException', 'not subscribed')) },
    operations: (account) => ({
      DescribeHub: () => account.state.hub,
      UpdateSecurityHubConfiguration: (input) => {
        account.state.hub = { ...account.state.hub as State, ...input };
      },
      GetEnabledStandards: () => ({ StandardsSubscriptions: account.state.standards }),
      BatchEnableStandards: ({ StandardsSubscriptionRequests: requests }) => {
        account.state.standards = [...account.state.standards as State[], ...requests as State[]];
      },
    }),
    partial: { hub: { HubArn: HUB, AutoEnableControls: false, ControlFindingGenerator: 'STANDARD_CONTROL' }, standards: [{ StandardsArn: PCI }, { StandardsArn: FSBP }] },
    complete: {
      hub: { HubArn: HUB, AutoEnableControls: true, ControlFindingGenerator: 'STANDARD_CONTROL' },
      standards: [{ StandardsArn: PCI }, { StandardsArn: FSBP }, { StandardsArn: CIS }],
    },
  } satisfies AdoptedLife;
  isAdopted(life);

  describe('or made', () => {
    const adoptOrCreate = (stack: Stack) => {
      new SecurityHubStandards(stack, 'Hub', { hubAdoption: ServiceAdoption.adoptOrCreate() });
    };
    isAdoptedOrMade({
      ...life,
      declaration: adoption(adoptOrCreate),
      command: 'EnableSecurityHub',
      make: ({ EnableDefaultStandards: more, ControlFindingGenerator }) => ({ hub: { HubArn: HUB, ControlFindingGenerator }, standards: more === false ? [] : [{ StandardsArn: PCI }] }),
      made: { hub: { HubArn: HUB, ControlFindingGenerator: 'SECURITY_CONTROL', AutoEnableControls: true }, standards: [{ StandardsArn: FSBP }, { StandardsArn: CIS }] },
    });

    it('may make one, with its role', () => {
      expect(permissions(synthesize(adoptOrCreate))).toEqual({
        [HUB]: ['securityhub:BatchEnableStandards', 'securityhub:DescribeHub', 'securityhub:EnableSecurityHub', 'securityhub:GetEnabledStandards', 'securityhub:UpdateSecurityHubConfiguration'],
        'arn:aws:iam::111122223333:role/aws-service-role/securityhub.amazonaws.com/*': ['iam:CreateServiceLinkedRole'],
      });
    });

    it('disables no controls, for it may be somebody else\'s', () => {
      expect(refusals({ hubAdoption: ServiceAdoption.adoptOrCreate(), standards: [foundationalBestPractices([{ controlId: 'S3.11', reason: 'r' }])] }))
        .toEqual([expect.stringMatching(/^- hubAdoption: got "adoptOrCreate"; allowed is a hub that is adopted, with every control/)]);
    });
  });

  it('is none of AWS CloudFormation, whose function can neither make nor delete one', () => {
    const template = synthesize(adopt);
    template.resourceCountIs('AWS::SecurityHub::Hub', 0);
    template.resourceCountIs('AWS::SecurityHub::Standard', 0);
    expect(permissions(template)).toEqual({
      [HUB]: ['securityhub:BatchEnableStandards', 'securityhub:DescribeHub', 'securityhub:GetEnabledStandards', 'securityhub:UpdateSecurityHubConfiguration'],
    });
  });
});
