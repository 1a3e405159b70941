import { Token } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { FindingAlerts, FindingAlertsOptions } from '../../lib';
import { problemsOf, synthesize } from '../support';

const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:alerts';
const make = (options: FindingAlertsOptions = {}) => synthesize((stack) => {
  new FindingAlerts(stack, 'Alerts', { topic: Topic.fromTopicArn(stack, 'Topic', TOPIC), ...options });
});
const refusals = (minimumSeverity: number) => problemsOf((stack) =>
  new FindingAlerts(stack, 'Alerts', { topic: Topic.fromTopicArn(stack, 'Topic', TOPIC), minimumSeverity }));
const ruleOf = (options: FindingAlertsOptions = {}) => Object.values(make(options).findResources('AWS::Events::Rule'))[0].Properties;

describe('FindingAlerts', () => {
  it('picks findings of Amazon GuardDuty from a severity on, of whatever region', () => {
    expect(ruleOf().EventPattern).toEqual({
      'source': ['aws.guardduty'], 'detail-type': ['GuardDuty Finding'], 'detail': { severity: [{ numeric: ['>=', 7] }] },
    });
    expect(ruleOf({ minimumSeverity: 4 }).EventPattern.detail).toEqual({ severity: [{ numeric: ['>=', 4] }] });
  });

  it('is on, and named as the documentation says', () => {
    make().hasResourceProperties('AWS::Events::Rule', { Name: 'secure-baseline-finding-alerts', Targets: [{ Arn: TOPIC }] });
    expect(['ENABLED', undefined]).toContain(ruleOf().State);
  });

  it('tells a person what, how bad, where and what to open', () => {
    const [{ InputTransformer: { InputPathsMap: paths, InputTemplate: template } }] = ruleOf().Targets;
    const finding: Record<string, unknown> = {
      account: '111122223333', region: 'us-east-1',
      detail: { title: 'Coin mining', severity: 8, type: 'CryptoCurrency:EC2/B', id: 'abc', service: { eventFirstSeen: '2026-11-21T12:00:00Z' } },
    };
    const valueAt = (path: string) => path.slice(2).split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], finding);
    const text = (template as string).replace(/<(\w+)>/g, (_, name: string) => String(valueAt(paths[name])));
    expect(text.split('\n')).toEqual([
      '"Amazon GuardDuty, severity 8 of 10: Coin mining"',
      '"Account 111122223333, region us-east-1, since 2026-11-21T12:00:00Z, type CryptoCurrency:EC2/B."',
      '"Open https://console.aws.amazon.com/guardduty/home?region=us-east-1#/findings?fId=abc"',
    ]);
  });

  it.each([1, 10])('takes a least severity of %i', (minimumSeverity) => {
    expect(refusals(minimumSeverity)).toEqual([]);
  });

  it.each([0, 11, 6.5])('refuses a least severity of %d', (minimumSeverity) => {
    expect(refusals(minimumSeverity)).toEqual([
      `- minimumSeverity: got ${minimumSeverity}; allowed is a whole number from 1 to 10; use 7 for high and critical findings`,
    ]);
  });

  it('takes a severity that is known at deployment only', () => {
    expect(refusals(Token.asNumber({ Ref: 'Severity' }))).toEqual([]);
  });
});
