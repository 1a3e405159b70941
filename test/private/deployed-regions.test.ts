import { App, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { deployTo, lackOf, outside, regionsOf } from '../../lib/private/deployed-regions';

const stackFor = (regions?: string[], region?: string) => {
  const app = new App();
  const above = new Construct(app, 'Above');
  if (regions) {
    deployTo(above, regions);
  }
  return new Stack(above, 'Test', { env: { region } });
};

describe('the regions of a construct', () => {
  it('are that of its stack, or those of the stack set it is for, or nobody knows', () => {
    expect(regionsOf(stackFor(undefined, 'eu-central-1'))).toEqual(['eu-central-1']);
    expect(regionsOf(stackFor(['eu-central-1', 'us-east-1']))).toEqual(['eu-central-1', 'us-east-1']);
    expect(regionsOf(stackFor(['us-east-1'], 'eu-central-1'))).toEqual(['eu-central-1']);
    expect(regionsOf(stackFor())).toEqual([]);
  });

  it('lack something in all of them, in some, or in none; where nobody knows, in none', () => {
    const lacks = (region: string) => region.startsWith('eu-');
    expect(lackOf(stackFor(['eu-central-1', 'us-east-1']), lacks)).toEqual({ regions: ['eu-central-1'], everywhere: false });
    expect(lackOf(stackFor(['eu-central-1']), lacks)).toEqual({ regions: ['eu-central-1'], everywhere: true });
    expect(lackOf(stackFor(['eu-central-1', Token.asString({ Ref: 'Region' })]), lacks)).toEqual({ regions: ['eu-central-1'], everywhere: false });
    expect(lackOf(stackFor(['us-east-1']), lacks)).toEqual({ regions: [], everywhere: false });
    expect(lackOf(stackFor(), () => true)).toEqual({ regions: [], everywhere: false });
  });
});

describe('a condition that holds outside some regions', () => {
  it('is one for the same regions of a stack, and none for none', () => {
    const stack = stackFor();
    const [one, same, other] = [['eu-west-1', 'eu-central-1'], ['eu-central-1', 'eu-west-1'], ['us-east-1']].map((regions) => outside(new Construct(stack, regions.join()), regions));
    expect(same).toBe(one);
    expect(outside(stack, [])).toBeUndefined();
    const equals = (region: string) => ({ 'Fn::Equals': [{ Ref: 'AWS::Region' }, region] });
    expect(Template.fromStack(stack).toJSON().Conditions).toEqual({
      Outside1: { 'Fn::Not': [{ 'Fn::Or': [equals('eu-central-1'), equals('eu-west-1')] }] },
      Outside2: { 'Fn::Not': [equals('us-east-1')] },
    });
    expect(other).not.toBe(one);
  });
});
