import { Guardrail } from '../../../lib';
import { FINANCE } from '../../../lib/identity/personas/finance';
import { ACCOUNT } from '../../support';
import { attempt, Attempt, ROOT, STACK_SETS } from './bound';

const guardrail = Guardrail.allowedRegions(['eu-central-1', 'eu-west-1']);
const from = (region: string, action: string, resource: string, more: Partial<Attempt> = {}) =>
  attempt(guardrail, { action, resource, ...more, context: { 'aws:RequestedRegion': region, ...more.context } });

describe('Guardrail.allowedRegions', () => {
  const image = (region: string) => `arn:aws:ec2:${region}::image/ami-1`;
  const model = (region: string) => `arn:aws:bedrock:${region}::foundation-model/any`;

  it.each([
    ['eu-central-1', 'Allowed'], ['eu-west-1', 'Allowed'], ['ap-south-1', 'ExplicitlyDenied'], ['us-east-1', 'ExplicitlyDenied'],
  ])('decides on starting instances in %s: %s', async (region, decision) => {
    expect(await from(region, 'ec2:RunInstances', image(region))).toBe(decision);
    expect(await from(region, 'lambda:InvokeFunction', `arn:aws:lambda:${region}:${ACCOUNT}:function:any`)).toBe(decision);
  });

  it.each([
    ['iam:CreateRole', `arn:aws:iam::${ACCOUNT}:role/any`], ['organizations:ListAccounts', '*'], ['sts:GetCallerIdentity', '*'],
    ['cloudfront:CreateDistribution', `arn:aws:cloudfront::${ACCOUNT}:distribution/any`],
    ['route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/any'], ['support:DescribeCases', '*'], ['s3:ListAllMyBuckets', '*'],
  ])('leaves %s alone, which lives in no region', async (action, resource) => {
    expect(await from('us-east-1', action, resource)).toBe('Allowed');
  });

  it('binds the root user too, and not the roles that deploy the baseline', async () => {
    expect(await from('us-east-1', 'lambda:ListFunctions', '*', { principal: ROOT })).toBe('ExplicitlyDenied');
    expect(await from('us-east-1', 'lambda:ListFunctions', '*', { principal: STACK_SETS })).toBe('Allowed');
  });

  it.each(['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'])('lets %s spread by an inference profile alone', async (action) => {
    const profile = { 'bedrock:InferenceProfileArn': `arn:aws:bedrock:eu-central-1:${ACCOUNT}:inference-profile/eu.any` };
    expect(await from('eu-north-1', action, model('eu-north-1'))).toBe('ExplicitlyDenied');
    expect(await from('eu-north-1', action, model('eu-north-1'), { context: profile })).toBe('Allowed');
    expect(await from('eu-central-1', action, model('eu-central-1'))).toBe('Allowed');
  });

  it('binds the rest of Amazon Bedrock, whatever profile', async () => {
    expect(await from('eu-north-1', 'bedrock:ListFoundationModels', '*')).toBe('ExplicitlyDenied');
  });

  it('says which regions are meant', () => {
    expect(guardrail.what).toContain('eu-central-1, eu-west-1');
  });

  it('leaves everything alone that finance works with, which is in us-east-1 wherever the account is', () => {
    const [{ NotAction: exempt }] = guardrail._statements([]);
    const actions = FINANCE.statements().flatMap((statement) => statement.actions);
    const isExempt = (action: string) => exempt!.some((pattern) => new RegExp(`^${pattern.replace('*', '.*')}$`).test(action));
    expect(actions.filter((action) => !isExempt(action))).toEqual([]);
  });
});
