import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { CostSheet } from '../../lib';

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
});
