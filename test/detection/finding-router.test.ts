import { Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { stringify } from 'yaml';
import { FindingRouter, FindingRouterOptions } from '../../lib/detection/finding-router';
import { FindingSeverity } from '../../lib/detection/finding-severity';
import { FindingSource } from '../../lib/detection/finding-source';
import { FINDING_SOURCE_CATALOGUE } from '../../lib/detection/finding-source-catalogue';
import { AlertChannel } from '../../lib/logging/alert-channel';
import { AlertSeverity } from '../../lib/logging/alert-severity';
import { channelsIn, inChat, inMail, PAGER, SLACK, Target, topicNames } from '../logging/channels';
import { problemsOf, synthesize } from '../support';
import { matches, rendered } from './event-pattern';
import { but, Event, FINDINGS, SAMPLES } from './finding-events';

const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:alerts';
interface Rule { Name: string; State?: string; EventPattern: unknown; Targets: { Arn: string; InputTransformer: { InputPathsMap: Record<string, string>; InputTemplate: string } }[] }

const rules = (options: FindingRouterOptions = {}): Rule[] => Object.values(synthesize((stack) => {
  new FindingRouter(stack, 'Router', { topic: Topic.fromTopicArn(stack, 'Topic', TOPIC), ...options });
}).findResources('AWS::Events::Rule')).map(({ Properties }) => Properties as Rule);
const alerts = (of: Rule[], event: Event) => of.filter(({ EventPattern }) => matches(EventPattern, event)).map(({ Name }) => Name);
const refusals = (options: FindingRouterOptions) => problemsOf((stack) =>
  new FindingRouter(stack, 'Router', { topic: Topic.fromTopicArn(stack, 'Topic', TOPIC), ...options }));

const HIGH = rules();
const { LOW, MEDIUM, CRITICAL } = FindingSeverity;

describe.each(Object.values(FindingSource))('FindingRouter for %s', (source) => {
  const { alert, quiet } = SAMPLES[source];

  it('is tried with five findings that count and five that do not', () => {
    expect(alert.length).toBeGreaterThanOrEqual(5);
    expect(quiet.length).toBeGreaterThanOrEqual(5);
  });

  it.each(alert)('alerts once: %s', (_, event) => {
    expect(alerts(HIGH, event)).toEqual([`secure-baseline-findings-${source}-high`]);
  });

  it.each(quiet)('keeps quiet: %s', (_, event) => {
    expect(alerts(HIGH, event)).toEqual([]);
  });
});

describe('FindingRouter', () => {
  it('sends what it picks to the topic, from rules that are on', () => {
    expect(HIGH.map(({ Targets, State }) => [Targets.length, Targets[0].Arn, State])).toEqual(HIGH.map(() => [1, TOPIC, undefined]));
    expect(HIGH).toHaveLength(7);
  });

  const expected: Record<FindingSource, string[]> = {
    [FindingSource.GUARDDUTY]: [
      'Amazon GuardDuty, severity 8 of 10: The EC2 instance i-99999999 is querying a Bitcoin-related domain.',
      'Where: account 111122223333, region eu-central-1, Instance. Type: CryptoCurrency:EC2/BitcoinTool.B!DNS',
      'Since: 2026-11-21T11:40:00Z, seen 3 times',
      'What to do: https://console.aws.amazon.com/guardduty/home?region=eu-central-1#/findings?fId=16afba5c5c43e07c9e3e5e2e544e95df',
    ],
    [FindingSource.SECURITY_HUB]: [
      'AWS Security Hub, HIGH: S3 general purpose buckets should block public access',
      'Where: account 111122223333, region eu-central-1, arn:aws:s3:::holiday-pictures. Control: S3.8',
      'Since: 2026-11-20T08:00:00.000Z',
      'What to do: https://docs.aws.amazon.com/console/securityhub/S3.8/remediation',
    ],
    [FindingSource.INSPECTOR]: [
      'Amazon Inspector, HIGH: CVE-2026-1234 - openssl',
      'Where: account 111122223333, region eu-central-1, AWS_EC2_INSTANCE i-0c2a343f1948d5205',
      'Since: Nov 20, 2026, 8:00:00 AM. Fix available: YES',
      'What to do: https://console.aws.amazon.com/inspector/v2/home?region=eu-central-1#/findings/all',
    ],
    [FindingSource.MACIE]: [
      'Amazon Macie, High: The S3 object contains credentials data',
      'Where: account 111122223333, region eu-central-1, arn:aws:s3:::holiday-pictures. Type: SensitiveData:S3Object/Credentials',
      'Since: 2026-11-21T09:00:00Z',
      'What to do: https://console.aws.amazon.com/macie/home?region=eu-central-1#findings?itemId=64b917aa-3843-014c-91d8-937ffexample',
    ],
    [FindingSource.ACCESS_ANALYZER]: [
      'IAM Access Analyzer: somebody outside can reach AWS::S3::Bucket arn:aws:s3:::holiday-pictures. Everybody: false',
      'Where: account 111122223333, region eu-central-1',
      'Since: 2026-11-21T10:00:00Z',
      'What to do: https://console.aws.amazon.com/access-analyzer/home?region=eu-central-1#/findings',
    ],
    [FindingSource.HEALTH]: [
      'AWS Health, issue: AWS_RISK_CREDENTIALS_EXPOSED of RISK',
      'Where: account 111122223333, region us-east-1, AKIAIOSFODNN7EXAMPLE',
      'Since: Sat, 21 Nov 2026 11:00:00 GMT',
      'What to do: https://health.aws.amazon.com/health/home#/account/event-log',
    ],
    [FindingSource.TRUSTED_ADVISOR]: [
      'AWS Trusted Advisor, ERROR: Amazon S3 Bucket Permissions',
      'Where: account 111122223333, region eu-central-1, arn:aws:s3:::holiday-pictures',
      'Since: 2026-11-21T12:00:00Z',
      'What to do: https://console.aws.amazon.com/trustedadvisor/home#/category/security',
    ],
  };

  it.each(Object.values(FindingSource))('tells a person what, where, since when and what to do: %s', (source) => {
    const { Targets: [{ InputTransformer }] } = HIGH.find(({ Name }) => Name === `secure-baseline-findings-${source}-high`)!;
    // Amazon EventBridge sends each line as a text in quotes.
    expect(rendered(InputTransformer, FINDINGS[source]).split('\n')).toEqual(expected[source].map((line) => `"${line}"`));
    expect(Object.keys(InputTransformer.InputPathsMap).filter((word) => !InputTransformer.InputTemplate.includes(`<${word}>`))).toEqual([]);
  });

  it('tells less from critical on, and nothing of services that know no such severity', () => {
    const critical = rules({ minimumSeverity: CRITICAL });
    const told = (event: Event) => alerts(critical, event).length === 1;
    expect(Object.values(FINDINGS).filter(told)).toEqual([FINDINGS[FindingSource.HEALTH]]);
    expect(critical.map(({ Name }) => Name)).not.toContain('secure-baseline-findings-macie-critical');
    expect([
      told(but(FINDINGS[FindingSource.GUARDDUTY], 'detail.severity', 9)), told(but(FINDINGS[FindingSource.SECURITY_HUB], 'detail.findings.0.Severity.Label', 'CRITICAL')),
      told(but(FINDINGS[FindingSource.INSPECTOR], 'detail.severity', 'CRITICAL')), told(but(FINDINGS[FindingSource.ACCESS_ANALYZER], 'detail.isPublic', true)),
      told(but(FINDINGS[FindingSource.TRUSTED_ADVISOR], 'detail.check-name', 'Exposed Access Keys')),
    ]).toEqual([true, true, true, true, true]);
    expect(told(but(FINDINGS[FindingSource.HEALTH], 'detail.service', 'EC2'))).toBe(false);
  });

  it('tells more the lower the severity', () => {
    const everything = Object.values(SAMPLES).flatMap(({ alert, quiet }) => [...alert, ...quiet]).map(([, event]) => event);
    const counts = [CRITICAL, FindingSeverity.HIGH, MEDIUM, LOW].map((minimumSeverity) => {
      const of = rules({ minimumSeverity });
      return everything.filter((event) => alerts(of, event).length > 0);
    });
    for (const [index, told] of counts.slice(1).entries()) {
      expect(told).toEqual(expect.arrayContaining(counts[index]));
      expect(told.length).toBeGreaterThan(counts[index].length);
    }
  });

  it('tells of the sources alone that are chosen', () => {
    expect(rules({ findingSources: [FindingSource.MACIE], minimumSeverity: MEDIUM }).map(({ Name }) => Name)).toEqual(['secure-baseline-findings-macie-medium']);
  });

  it('can be there twice, for two topics', () => {
    const names = [...rules(), ...rules({ minimumSeverity: CRITICAL })].map(({ Name }) => Name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name.length > 64)).toEqual([]);
  });

  it('refuses to have nobody to tell', () => {
    expect(problemsOf((stack) => new FindingRouter(stack, 'Router', {}))).toEqual([
      '- topic: got nothing; allowed is a topic, channels, or both; pass the topic of an AlertTopic',
    ]);
  });

  it('refuses a severity and sources it does not know, and no source at all', () => {
    expect(refusals({ minimumSeverity: 7 as never, findingSources: ['aws.ec2' as never, FindingSource.MACIE, FindingSource.MACIE] })).toEqual([
      '- minimumSeverity: got 7; allowed is low, medium, high, critical; use a member of FindingSeverity',
      '- findingSources[2]: got "macie"; allowed is each value once; name each source once',
      expect.stringMatching(/^- findingSources\[0\]: got "aws\.ec2"; allowed is guardduty, .*; use a member of FindingSource$/),
    ]);
    expect(refusals({ findingSources: [] })).toEqual([
      '- findingSources: got a list of 0; allowed is at least one source; leave the router out when nobody is to be told',
    ]);
  });
});

describe('FindingRouter with channels', () => {
  interface Told { name: string; pattern: unknown; targets: Target[]; topics: string[] }
  const build = (stack: Stack, options: FindingRouterOptions & { topic?: Topic } = {}) => new FindingRouter(stack, 'Router', { channels: channelsIn(stack), ...options });
  const make = (options: FindingRouterOptions = {}): Told[] => {
    const template = synthesize((stack) => {
      build(stack, options);
    });
    return (Object.values(template.findResources('AWS::Events::Rule')) as { Properties: { Name: string; EventPattern: unknown; Targets: Target[] } }[])
      .map(({ Properties: { Name: name, EventPattern: pattern, Targets: targets } }) => ({ name, pattern, targets, topics: topicNames(template, targets.map(({ Arn }) => Arn)) }));
  };
  const everything = make({ minimumSeverity: LOW });
  const told = (event: Event, of = everything) => of.filter(({ pattern }) => matches(pattern, event));
  const severities = (event: Event, of = everything) => told(event, of).map(({ topics }) => topics[0]);
  const [guardDuty, hub, inspector, macie, analyzer, health, advisor] = [
    FindingSource.GUARDDUTY, FindingSource.SECURITY_HUB, FindingSource.INSPECTOR, FindingSource.MACIE, FindingSource.ACCESS_ANALYZER, FindingSource.HEALTH,
    FindingSource.TRUSTED_ADVISOR,
  ].map((source) => FINDINGS[source]);
  const trouble = but(health, 'detail.service', 'EC2');
  const label = (name: string) => but(hub, 'detail.findings.0.Severity.Label', name);

  it.each<[AlertSeverity, string, Event]>([
    ...[9, 9.3, 10].map((score): [AlertSeverity, string, Event] => [AlertSeverity.CRITICAL, `Amazon GuardDuty, ${score}`, but(guardDuty, 'detail.severity', score)]),
    ...[7, 8.9].map((score): [AlertSeverity, string, Event] => [AlertSeverity.HIGH, `Amazon GuardDuty, ${score}`, but(guardDuty, 'detail.severity', score)]),
    ...[1, 3.9, 4, 6.9].map((score): [AlertSeverity, string, Event] => [AlertSeverity.LOW, `Amazon GuardDuty, ${score}`, but(guardDuty, 'detail.severity', score)]),
    ...([['CRITICAL', AlertSeverity.CRITICAL], ['HIGH', AlertSeverity.HIGH], ['MEDIUM', AlertSeverity.LOW], ['LOW', AlertSeverity.LOW]] as const)
      .flatMap(([name, severity]): [AlertSeverity, string, Event][] => [
        [severity, `AWS Security Hub, ${name}`, label(name)], [severity, `Amazon Inspector, ${name}`, but(inspector, 'detail.severity', name)],
      ]),
    [AlertSeverity.HIGH, 'Amazon Macie, High', macie],
    ...['Medium', 'Low'].map((name): [AlertSeverity, string, Event] => [AlertSeverity.LOW, `Amazon Macie, ${name}`, but(macie, 'detail.severity.description', name)]),
    [AlertSeverity.CRITICAL, 'IAM Access Analyzer, everybody', but(analyzer, 'detail.isPublic', true)], [AlertSeverity.HIGH, 'IAM Access Analyzer, another account', analyzer],
    [AlertSeverity.HIGH, 'IAM Access Analyzer, whoever it does not tell', but(analyzer, 'detail.isPublic', undefined)],
    [AlertSeverity.CRITICAL, 'AWS Health, exposed credentials', health],
    ...['issue', 'investigation', 'accountNotification', 'scheduledChange'].map((category): [AlertSeverity, string, Event] =>
      [AlertSeverity.CRITICAL, `AWS Health, exposed credentials as ${category}`, but(health, 'detail.eventTypeCategory', category)]),
    [AlertSeverity.CRITICAL, 'AWS Health, abuse', but(health, 'detail.service', 'ABUSE')], [AlertSeverity.HIGH, 'AWS Health, trouble', trouble],
    ...['investigation', 'accountNotification', 'scheduledChange'].map((category): [AlertSeverity, string, Event] =>
      [AlertSeverity.LOW, `AWS Health, ${category}`, but(trouble, 'detail.eventTypeCategory', category)]),
    [AlertSeverity.CRITICAL, 'AWS Trusted Advisor, exposed keys', but(advisor, 'detail.check-name', 'Exposed Access Keys')],
    [AlertSeverity.HIGH, 'AWS Trusted Advisor, an error', advisor], [AlertSeverity.LOW, 'AWS Trusted Advisor, a warning', but(advisor, 'detail.status', 'WARN')],
  ])('tells of it once, as %s: %s', (severity, _, event) => {
    expect(told(event).map(({ topics }) => topics)).toEqual([[severity, 'pager', `${severity}-chat`]]);
  });

  it.each(Object.values(FindingSource))('tells channels of %s what a topic is told, for each severity', (source) => {
    for (const minimumSeverity of Object.values(FindingSeverity)) {
      const [channels, all] = [make({ minimumSeverity }), rules({ minimumSeverity })];
      for (const [, event] of [...SAMPLES[source].alert, ...SAMPLES[source].quiet]) {
        expect(severities(event, channels)).toHaveLength(alerts(all, event).length);
      }
    }
  });

  it('does not tell of the less severe what it tells of the more severe', () => {
    expect(new Set(make().map(({ topics }) => topics[0]))).toEqual(new Set(['high', 'critical']));
    expect(new Set(make({ minimumSeverity: CRITICAL }).map(({ topics }) => topics[0]))).toEqual(new Set(['critical']));
    const medium = make({ minimumSeverity: MEDIUM });
    expect([label('MEDIUM'), label('LOW')].map((event) => severities(event, medium))).toEqual([['low'], []]);
  });

  it.each(Object.values(FindingSource))('tells a chat what, where, since when and what to do, and mails the text of the topic: %s', (source) => {
    const event = FINDINGS[source];
    const [{ targets: [mail, pager, chat], topics: [severity] }] = told(event);
    const lines = inMail(HIGH.find(({ Name }) => Name === `secure-baseline-findings-${source}-high`)!.Targets[0] as Target, event);
    expect([inMail(mail, event), inMail(pager, event)]).toEqual([lines, lines]);

    const { version, source: custom, content } = inChat(chat, event);
    expect([version, custom, content.textType, content.keywords]).toEqual(['1.0', 'custom', 'client-markdown', [severity]]);
    expect(`${content.title}: ${content.description}\n${content.nextSteps.join('\n')}`).toBe(lines.join('\n'));
    expect(content.description).toMatch(/\nWhere: account 111122223333, region [\w-]+[^]*\nSince: \w+/);
    expect(content.nextSteps).toEqual([expect.stringMatching(/^What to do: https:\/\//)]);
    expect(content.title.length).toBeLessThan(60);
  });

  it('has both, the topic from rules of their own that stay as they are', () => {
    const both = synthesize((stack) => {
      new FindingRouter(stack, 'Router', { topic: Topic.fromTopicArn(stack, 'Topic', TOPIC), channels: channelsIn(stack) });
    });
    const found = Object.values(both.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties as Rule);
    expect(found.filter(({ Name }) => !Name.endsWith('-channels'))).toEqual(HIGH);
    expect(new Set(found.map(({ Name }) => Name)).size).toBe(HIGH.length + 13);
    expect(found.filter(({ Name }) => Name.length > 64)).toEqual([]);
  });

  it.each([
    [[FindingSource.GUARDDUTY, FindingSource.SECURITY_HUB, FindingSource.INSPECTOR, FindingSource.MACIE]],
    [[FindingSource.ACCESS_ANALYZER, FindingSource.HEALTH, FindingSource.TRUSTED_ADVISOR]],
  ])('fits into two stacks, whatever is chosen: %j with all severities, and all topics that channels can have', (findingSources) => {
    const template = synthesize((stack) => {
      const channels = channelsIn(new Stack(stack.node.root, 'A-baseline-with-a-long-name-Logging'), [
        SLACK, ...[1, 2].map((index) => AlertChannel.topic(Topic.fromTopicArn(stack, `Pager${index}`, `${PAGER}${index}`))),
      ]);
      new FindingRouter(stack, 'FindingChannels', { channels, minimumSeverity: LOW, findingSources });
    }).toJSON();
    expect(Object.keys(template.Resources as object).length).toBeGreaterThan(6);
    expect(Math.max(JSON.stringify(template).length, stringify(template, { version: '1.1' }).length)).toBeLessThan(51_200);
  });
});

describe('the catalogue of finding sources', () => {
  it('has each source once, with a page of AWS', () => {
    expect(FINDING_SOURCE_CATALOGUE.map(({ source }) => source).sort()).toEqual(Object.values(FindingSource).sort());
    expect(FINDING_SOURCE_CATALOGUE.filter(({ link, what }) => !/^https:\/\/docs\.aws\.amazon\.com\//.test(link) || what === '')).toEqual([]);
  });

  it('puts no text into alerts that a stranger may write', () => {
    const risky = FINDING_SOURCE_CATALOGUE.flatMap(({ paths }) => Object.values(paths)).filter((path) => /[dD]escription(\b|\[)|\.key$/.test(path) && !path.endsWith('severity.description'));
    expect(risky).toEqual([]);
  });
});
