import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { CfnLaunchTemplate, CfnVPCEndpoint, CfnVPNConnection } from 'aws-cdk-lib/aws-ec2';
import { CfnDetector } from 'aws-cdk-lib/aws-guardduty';
import { CfnFirewall } from 'aws-cdk-lib/aws-networkfirewall';
import { AuditTrail, BaselineProfile, CostSheet, LogArchive } from '../../lib';
import { ConfigurationRecorder } from '../../lib/configuration/configuration-recorder';
import { RecordingFrequency } from '../../lib/configuration/recording-frequency';
import { SecurityHubStandards } from '../../lib/detection/security-hub-standards';
import { ThreatDetection } from '../../lib/detection/threat-detection';
import { ThreatDetectionFeature } from '../../lib/detection/threat-detection-feature';
import { VulnerabilityScanning } from '../../lib/detection/vulnerability-scanning';
import { USAGE_PRICES } from '../../lib/evidence/price-list';
import { DataEvents } from '../../lib/logging/data-events';
import { TrailInsights } from '../../lib/logging/trail-insights';
import { ServiceAdoption } from '../../lib/service-adoption';
import { dailyCost, dailyCostTable, dailyUseTable } from './daily-costs';
import { usedBy } from './sample-account';
import { waysOut, waysOutTable } from './ways-out';

/** A stack with so many resources of each type. */
function stackOf(counts: Record<string, number>, app = new App(), id = 'Test'): Stack {
  const stack = new Stack(app, id);
  Object.entries(counts).forEach(([type, count]) =>
    [...Array(count).keys()].forEach((index) => new CfnResource(stack, `${type.replace(/:/g, '')}${index}`, { type })));
  return stack;
}

describe('CostSheet', () => {
  it('adds up what a small stack costs: one key, two alarms, and a NAT gateway with its address', () => {
    const sheet = CostSheet.of(stackOf({ 'AWS::KMS::Key': 1, 'AWS::CloudWatch::Alarm': 2, 'AWS::EC2::NatGateway': 1, 'AWS::EC2::EIP': 1 }));
    expect(sheet.monthlyFloor).toBeCloseTo(1 + 0.20 + 32.85 + 3.65, 2);
    expect(sheet.lines.map(({ count, monthly }) => [count, Number(monthly.toFixed(2))])).toEqual([[1, 1], [1, 32.85], [1, 3.65], [2, 0.2]]);
    expect(sheet.lines.every(({ item, link }) => item !== '' && link.startsWith('https://aws.amazon.com/'))).toBe(true);
  });

  it('says in words what use adds, without counting it', () => {
    const sheet = CostSheet.of(stackOf({ 'AWS::S3::Bucket': 3, 'AWS::GuardDuty::Detector': 1 }));
    expect(sheet.monthlyFloor).toBe(0);
    expect(sheet.lines).toEqual([]);
    expect(sheet.byUse).toEqual([expect.stringContaining('GuardDuty'), 'storage and requests']);
  });

  it('lists what costs both ways on both sides', () => {
    const sheet = CostSheet.of(stackOf({ 'AWS::EC2::NatGateway': 2 }));
    expect(sheet.monthlyFloor).toBeCloseTo(65.7, 2);
    expect(sheet.byUse).toEqual([expect.stringContaining('NAT')]);
  });

  it('leaves out what is free', () => {
    expect(CostSheet.of(stackOf({ 'AWS::IAM::Group': 5 }))).toMatchObject({ monthlyFloor: 0, lines: [], byUse: [] });
  });

  it('counts everything below the construct it is asked about, and nothing beside it', () => {
    const app = new App();
    const one = stackOf({ 'AWS::KMS::Key': 1 }, app, 'One');
    stackOf({ 'AWS::KMS::Key': 2 }, app, 'Two');
    expect(CostSheet.of(one).monthlyFloor).toBe(1);
    expect(CostSheet.of(app).monthlyFloor).toBe(3);
    expect(CostSheet.of(one.node.findChild('AWSKMSKey0')).monthlyFloor).toBe(1);
  });

  it('says how old its prices are', () => {
    expect(CostSheet.of(new App()).pricesAsOf).toMatch(/us-east-1/);
  });

  describe('counts by what a resource says of itself', () => {
    /** What is paid each month for what the function puts into a stack, by how many of it there are. */
    function paid(build: (stack: Stack) => void): Record<string, number> {
      const stack = new Stack(new App(), 'Test');
      build(stack);
      return Object.fromEntries(CostSheet.of(stack).lines.map(({ item, count, monthly }) => [`${count} × ${item.split(',')[0]}`, Number(monthly.toFixed(2))]));
    }

    it('an interface endpoint by its zones, and a gateway endpoint not at all', () => {
      expect(paid((stack) => {
        new CfnVPCEndpoint(stack, 'Kms', { vpcId: 'vpc-1', vpcEndpointType: 'Interface', subnetIds: ['subnet-1', 'subnet-2', 'subnet-3'] });
        new CfnVPCEndpoint(stack, 'S3', { vpcId: 'vpc-1', vpcEndpointType: 'Gateway' });
        new CfnVPCEndpoint(stack, 'DynamoDb', { vpcId: 'vpc-1' });
      })).toEqual({ '3 × interface endpoint in a zone': 21.9 });
    });

    it('traffic of interface endpoints alone', () => {
      const use = (vpcEndpointType: string) => {
        const stack = new Stack(new App(), 'Test');
        new CfnVPCEndpoint(stack, 'Endpoint', { vpcId: 'vpc-1', vpcEndpointType });
        return CostSheet.of(stack).byUse;
      };
      expect(use('Interface')).toEqual(['traffic through interface endpoints: 0.01 a gigabyte']);
      expect(use('Gateway')).toEqual([]);
    });

    it('a firewall by its endpoints', () => {
      expect(paid((stack) => new CfnFirewall(stack, 'Firewall', {
        firewallName: 'one', firewallPolicyArn: 'arn', subnetMappings: [{ subnetId: 'subnet-1' }, { subnetId: 'subnet-2' }], vpcId: 'vpc-1',
      }))).toEqual({ '2 × firewall endpoint': 576.7 });
    });

    it('a VPN connection once, and once more at a transit gateway', () => {
      expect(paid((stack) => new CfnVPNConnection(stack, 'Vpn', { customerGatewayId: 'cgw-1', type: 'ipsec.1', vpnGatewayId: 'vgw-1' })))
        .toEqual({ '1 × VPN connection': 36.5 });
      expect(paid((stack) => new CfnVPNConnection(stack, 'Vpn', { customerGatewayId: 'cgw-1', type: 'ipsec.1', transitGatewayId: 'tgw-1' })))
        .toEqual({ '1 × VPN connection': 36.5, '1 × transit gateway attachment of a VPN connection': 36.5 });
    });

    const group = (instanceType: string, minSize: string, volumeSize?: number) => paid((stack) => {
      const template = new CfnLaunchTemplate(stack, 'Template', {
        launchTemplateData: { instanceType, blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { volumeType: 'gp3', volumeSize } }] },
      });
      new CfnLaunchTemplate(stack, 'Other', { launchTemplateData: { instanceType: 't4g.nano' } });
      new CfnAutoScalingGroup(stack, 'Group', { minSize, maxSize: '5', launchTemplate: { launchTemplateId: template.ref, version: '1' } });
    });

    it.each([
      ['t4g.nano', '1', undefined, { '1 × instance t4g.nano': 3.07, '8 × gigabyte of a gp3 volume': 0.64 }],
      ['t4g.nano', '2', 20, { '2 × instance t4g.nano': 6.13, '40 × gigabyte of a gp3 volume': 3.2 }],
      ['m7g.large', '1', 20, { '20 × gigabyte of a gp3 volume': 1.6 }],
      ['t4g.nano', '0', 20, {}],
    ])('instances of the type %s that a group of at least %s always has', (instanceType, minSize, volumeSize, expected) => {
      expect(group(instanceType, minSize, volumeSize)).toEqual(expected);
    });

    it('no instances of a group whose launch template is elsewhere', () => {
      expect(paid((stack) => new CfnAutoScalingGroup(stack, 'Group', { minSize: '1', maxSize: '1', launchTemplate: { launchTemplateId: 'lt-1', version: '1' } }))).toEqual({});
    });
  });

  describe('says what use adds, by what a resource says of itself', () => {
    const used = (build: (stack: Stack) => void) => {
      const stack = new Stack(new App(), 'Test');
      build(stack);
      return CostSheet.of(stack).byUse;
    };
    const trail = (props: { dataEvents?: DataEvents; insights?: TrailInsights }) => used((stack) => {
      const { bucket, encryptionKey } = new LogArchive(stack, 'Archive');
      new AuditTrail(stack, 'Trail', { bucket, encryptionKey, dataEvents: DataEvents.none(), insights: TrailInsights.none(), ...props });
    }).filter((item) => item.includes('trail'));

    it('a trail of management events is free, data events and insights are not', () => {
      const [data, insights] = [expect.stringContaining('data events') as string, expect.stringContaining('for insights: 0.35') as string];
      expect(trail({})).toEqual([]);
      expect(trail({ dataEvents: DataEvents.writes() })).toEqual([data]);
      expect(trail({ insights: TrailInsights.callRate() })).toEqual([insights]);
      expect(trail({ dataEvents: DataEvents.readsAndWrites(), insights: TrailInsights.callAndErrorRates() })).toEqual([data, insights]);
    });

    it('data events in the older form of selectors, too', () => {
      const basic = (dataResources?: object[]) => used((stack) => new CfnTrail(stack, 'Trail', {
        isLogging: true, s3BucketName: 'logs', eventSelectors: [{ includeManagementEvents: true, dataResources: dataResources as [] }],
      }));
      expect(basic()).toEqual([]);
      expect(basic([{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }])).toEqual([expect.stringContaining('data events')]);
    });

    it('a recorder by how often it records, and by both where it does both', () => {
      const record = (frequency: RecordingFrequency, otherFrequencyTypes?: string[]) => used((stack) => {
        new ConfigurationRecorder(stack, 'Recorder', { bucketName: 'archive', frequency, otherFrequencyTypes });
      }).filter((line) => line.includes('AWS Config'));
      const [change, daily] = ['resources that AWS Config records at each change: 0.003 for each recorded change', 'resources that AWS Config records daily: 0.012 for each resource that has changed'];
      expect(record(RecordingFrequency.CONTINUOUS)).toEqual([change]);
      expect(record(RecordingFrequency.DAILY)).toEqual([daily]);
      expect(record(RecordingFrequency.DAILY, ['AWS::S3::Bucket'])).toEqual([change, daily]);
    });

    it('each feature of Amazon GuardDuty that is on, and none that is off', () => {
      const { S3_DATA_EVENTS: s3, RUNTIME_MONITORING: runtime } = ThreatDetectionFeature;
      const features = (...names: ThreatDetectionFeature[]) => used((stack) => new ThreatDetection(stack, 'Detection', { features: names }));
      expect(features(s3)).toEqual([expect.stringContaining('looks through'), 'Amazon GuardDuty, S3_DATA_EVENTS: 0.80 for each million S3 data events']);
      expect(features(s3, runtime)).toHaveLength(3);
      expect(used((stack) => new CfnDetector(stack, 'Detector', { enable: true }))).toHaveLength(1);
    });

    it('analyzers of unused access, and not those of external access', () => {
      const analyzer = (type: string) => used((stack) => new CfnAnalyzer(stack, 'Analyzer', { type }));
      expect(analyzer('ACCOUNT')).toEqual([]);
      expect(analyzer('ORGANIZATION')).toEqual([]);
      expect(analyzer('ACCOUNT_UNUSED_ACCESS')).toEqual([expect.stringContaining('0.20 a month')]);
    });

    it('services that a function switches on or takes over, once each', () => {
      const adoption = (service: string) => expect.stringMatching(`^${service} as it was there before`) as string;
      const ofFunctions = (build: (stack: Stack) => void) => used(build).filter((item) => /Inspector|before/.test(item));
      expect(ofFunctions((stack) => new VulnerabilityScanning(stack, 'Scans'))).toEqual([expect.stringMatching(/^software that Amazon Inspector scans.*function$/)]);
      expect(ofFunctions((stack) => new VulnerabilityScanning(stack, 'Scans', { scanAdoption: ServiceAdoption.adopt() })))
        .toEqual([expect.stringMatching(/^software that Amazon Inspector scans.*there before$/)]);
      expect(ofFunctions((stack) => new ThreatDetection(stack, 'Detection', { detectorAdoption: ServiceAdoption.adopt() }))).toEqual([adoption('Amazon GuardDuty')]);
      expect(ofFunctions((stack) => new SecurityHubStandards(stack, 'Hub', { hubAdoption: ServiceAdoption.adopt() }))).toContainEqual(adoption('AWS Security Hub'));
    });
  });

  it('counts alarms of several alarms, and dashboards, for what they are', () => {
    expect(CostSheet.of(stackOf({ 'AWS::CloudWatch::CompositeAlarm': 3, 'AWS::CloudWatch::Dashboard': 1 })).monthlyFloor).toBeCloseTo(4.5, 2);
  });

  it('does not count budgets and monitors of spending, which are free', () => {
    expect(CostSheet.of(stackOf({ 'AWS::Budgets::Budget': 1, 'AWS::CE::AnomalyMonitor': 1, 'AWS::CE::AnomalySubscription': 2 }))).toMatchObject({ monthlyFloor: 0, byUse: [] });
  });

  it('shows what a day costs, and what use adds where it is first added', () => {
    const essential = dailyCost('essential', stackOf({ 'AWS::KMS::Key': 1, 'AWS::S3::Bucket': 1 }));
    const standard = dailyCost('standard', stackOf({ 'AWS::KMS::Key': 2, 'AWS::S3::Bucket': 2, 'AWS::Detective::Graph': 1 }));
    expect([essential, standard].map(({ daily, monthly }) => [Number(daily.toFixed(4)), monthly])).toEqual([[0.0329, 1], [0.0658, 2]]);
    expect(standard.byUse).toHaveLength(3);
    expect(dailyCostTable([essential, standard]).split('\n').slice(2)).toEqual([
      expect.stringMatching(/^\| `essential` \| 0\.03 \| 1\.00 \| .*<br>storage and requests \|$/),
      expect.stringMatching(/^\| `standard` \| 0\.07 \| 2\.00 \| what is above<br>what Amazon Detective takes in, by the gigabyte, free for the first 30 days \|$/),
    ]);
    expect(dailyCostTable([dailyCost('none', stackOf({}))])).toContain('| `none` | 0.00 | 0.00 | nothing |');
  });

  it('shows what a day costs with what is used, as far as there are figures', () => {
    const costs = ['AWS::SecurityHub::Hub', 'AWS::Macie::Session'].map((type, index) => dailyCost(`p${index}`, stackOf({ [type]: 1, 'AWS::KMS::Key': 1, 'AWS::S3::Bucket': 1 })));
    const used = { 'check': 1000, 'bucket': 20, '100,000 objects': 0, 'gigabyte looked through': 0.5 };
    expect(dailyUseTable(costs, [used, used]).split('\n').slice(2)).toEqual([
      '| what is there, before anything is used | 0.03 | 0.03 |',
      '| controls that AWS Security Hub checks | 1.00 |  |',
      // 20 x 0.10 in a month of 730 hours, and 0.5 x 1.00.
      '| buckets that Amazon Macie watches and looks through |  | 0.57 |',
      '| **together** | 1.03 | 0.60 |',
      '',
      'Not counted: the first two rotations of each key; storage and requests.',
    ]);
    expect(() => dailyUseTable(costs, [used, {}])).toThrow('nothing is said of how much is used of: bucket');
  });

  it('has a figure for a day of each profile, in which every figure of the price list is used by something', () => {
    const profiles = [BaselineProfile.essential(), BaselineProfile.standard(), BaselineProfile.regulated()];
    const every = new Set(USAGE_PRICES.flatMap(({ rates = [] }) => rates).map(({ per }) => per));
    expect(profiles.map((profile) => [...every].filter((per) => !(per in usedBy(profile))))).toEqual([[], [], []]);
    expect(Object.keys(usedBy(profiles[0])).filter((per) => !every.has(per))).toEqual([]);
  });

  it('shows what each way out of a network costs', () => {
    const [perZone, single, instance, none] = waysOut(2);
    expect([perZone, single, none].map(({ name, monthly }) => [name, Number(monthly.toFixed(2))])).toEqual([['nat-per-zone', 73], ['single-nat', 36.5], ['none', 0]]);
    expect(instance.name).toBe('nat-instance');
    expect(instance.madeOf).toEqual(['1 × instance t4g.nano', '8 × gigabyte of a gp3 volume', '1 × public IPv4 address']);
    expect(instance.monthly).toBeCloseTo(3.066 + 0.64 + 3.65, 2);
    expect(waysOut(3)[0].monthly).toBeCloseTo(3 * 36.5, 2);
    expect(waysOutTable().split('\n')).toHaveLength(6);
    expect(waysOutTable()).toContain('| `single-nat` | 36.50 | 1 × NAT gateway, 1 × public IPv4 address |');
  });
});
