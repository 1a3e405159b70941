import { App, Stack } from 'aws-cdk-lib';
import { CfnAlarm, CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { ActivityAlarms } from '../../lib';
import { ComplianceAlerts } from '../../lib/configuration/compliance-alerts';
import { FindingRouter } from '../../lib/detection/finding-router';
import { InstanceAlarms } from '../../lib/operations/instance-alarms';
import { PostureDashboard, PostureDashboardProps } from '../../lib/operations/posture-dashboard';
import { placed } from '../../lib/operations/posture-widgets';
import { WatchedInstances } from '../../lib/operations/watched-instances';
import { findings } from '../rule-packs';
import { ACCOUNT, problemsOf, REGION, synthesize } from '../support';

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: { title?: string; region?: string; markdown?: string; alarms?: string[]; metrics?: unknown[][]; query?: string };
}

const PSEUDO: Record<string, string> = { 'AWS::Region': REGION, 'AWS::AccountId': ACCOUNT, 'AWS::Partition': 'aws' };

/** What AWS CloudFormation would hand to Amazon CloudWatch, references to what is in the stack as their logical ids. */
function bodyOf(stack: Stack): { text: string; widgets: Widget[] } {
  const [dashboard] = stack.node.findAll().filter((construct) => construct instanceof CfnDashboard);
  const sub = (stack.resolve(dashboard.dashboardBody) as { 'Fn::Sub': string | [string, Record<string, unknown>] })['Fn::Sub'];
  const [pattern, names] = typeof sub === 'string' ? [sub, {}] : sub;
  const text = pattern.replace(/\$\{([\w:]+)\}/g, (_, name: string) => {
    const value = PSEUDO[name] ?? names[name];
    return typeof value === 'string' ? value : Object.values(value as object).flat()[0] as string;
  });
  return { text, ...JSON.parse(text) as { widgets: Widget[] } };
}

function shown(props: (stack: Stack) => PostureDashboardProps = () => ({}), region?: string): { text: string; widgets: Widget[] } {
  const stack = new Stack(new App(), 'Test', { env: { region } });
  new PostureDashboard(stack, 'Posture', props(stack));
  return bodyOf(stack);
}

const topicOf = (stack: Stack) => Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:${REGION}:${ACCOUNT}:alerts`);
const everything = () => shown((stack) => ({
  logGroup: LogGroup.fromLogGroupName(stack, 'Log', 'trail'),
  topic: topicOf(stack),
  alarmArns: new InstanceAlarms(stack, 'Instance', { instances: WatchedInstances.instance('i-0123456789abcdef0'), topic: topicOf(new Stack()) }).alarmArns,
}));

describe('PostureDashboard', () => {
  it('shows each alarm that ActivityAlarms make, once, below its severity', () => {
    const stack = new Stack(new App(), 'Test');
    new ActivityAlarms(stack, 'Activity', { logGroup: LogGroup.fromLogGroupName(stack, 'Log', 'trail'), topic: topicOf(stack) });
    const made = stack.node.findAll().filter((construct) => construct instanceof CfnAlarm);
    const states = shown().widgets.filter(({ type }) => type === 'alarm');
    expect(states.map(({ properties: { title } }) => title)).toEqual(['Look now (critical)', 'Look within hours (high)', 'Look within days (low)']);
    expect(states.flatMap(({ properties: { alarms } }) => alarms!).sort())
      .toEqual(made.map(({ alarmName }) => `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${alarmName}`).sort());
    states.forEach(({ properties: { title, alarms } }) => alarms!.forEach((arn) => {
      const { alarmDescription } = made.find(({ alarmName }) => arn.endsWith(`:${alarmName}`))!;
      expect(alarmDescription!.replace(/.*[( ](\w+)\)$/, '$1')).toBe(title!.replace(/.*\((\w+)\)$/, '$1'));
    }));
  });

  it('counts what the filters of ActivityAlarms count, and what the rules of alerts match, under the names these give', () => {
    const stack = new Stack(new App(), 'Test');
    const [topic, logGroup] = [topicOf(stack), LogGroup.fromLogGroupName(stack, 'Log', 'trail')];
    new ActivityAlarms(stack, 'Activity', { logGroup, topic });
    new FindingRouter(stack, 'Router', { topic });
    new ComplianceAlerts(stack, 'Compliance', { topic });
    const all = stack.node.findAll();
    const metrics = everything().widgets.flatMap(({ properties: { metrics: some = [] } }) => some);
    const own = metrics.filter(([namespace]) => namespace === 'SecureBaseline').map(([, name]) => name);
    const rules = metrics.filter(([namespace, name]) => namespace === 'AWS/Events' && name === 'MatchedEvents').map(([, , , rule]) => rule);
    expect(own).toHaveLength(4);
    expect(all.filter((construct) => construct instanceof CfnAlarm).map(({ metricName }) => metricName)).toEqual(expect.arrayContaining(own));
    expect(rules.sort()).toEqual(all.filter((construct) => construct instanceof CfnRule).map(({ name }) => name).sort());
  });

  it('is in the account and region it is deployed to, whatever they are', () => {
    const template = JSON.stringify(synthesize((stack) => { new PostureDashboard(stack, 'Posture'); }).toJSON());
    expect(template).not.toMatch(/(eu|us|ap)-[a-z]+-\d/);
    expect(template).not.toMatch(/\d{12}/);
    expect(everything().widgets.filter(({ type }) => type === 'metric' || type === 'log').map(({ properties: { region } }) => region))
      .toEqual(Array(9).fill(REGION));
    expect(shown(undefined, 'us-east-1').text).toBe(shown().text);
  });

  it('leads to where each matter is looked into', () => {
    const [{ type, properties: { markdown } }] = shown().widgets;
    const links = [...markdown!.matchAll(/\]\((\S+)\)/g)].map(([, link]) => link);
    expect(type).toBe('text');
    expect(links).toHaveLength(7);
    links.forEach((link) => expect(link).toMatch(/^https:\/\/console\.aws\.amazon\.com\/[a-z0-9-]+\/home(\?region=eu-central-1)?#/));
  });

  it('shows what AWS Config failed at and what Amazon GuardDuty looked at, whatever dimensions these count by', () => {
    const found = shown().widgets.flatMap(({ properties: { metrics = [] } }) => metrics.flat() as { expression?: string }[]).flatMap(({ expression }) => expression ?? []);
    expect(found).toEqual(['Config', 'GuardDuty'].map((service) =>
      expect.stringMatching(new RegExp(`^SEARCH\\('Namespace="AWS/${service}" MetricName=\\("\\w+"( OR "\\w+")*\\)', 'Sum', 3600\\)$`)) as string));
  });

  it('shows names, and whether events arrive, with the log group of the trail', () => {
    const logs = everything().widgets.filter(({ type }) => type === 'log').map(({ properties: { query } }) => query!);
    expect(logs).toHaveLength(2);
    logs.forEach((query) => expect(query).toMatch(/^SOURCE 'trail' \| filter .* \| stats count\(\*\) as \w+ by .* \| sort \w+ desc \| limit 20$/));
    expect(everything().text).toContain('["AWS/Logs","IncomingLogEvents","LogGroupName","trail"');
    expect(shown().widgets.filter(({ type }) => type === 'log')).toEqual([]);
    expect(shown().text).not.toContain('AWS/Logs');
  });

  it('shows whether alerts were delivered, with their topic', () => {
    expect(everything().text).toContain('["AWS/SNS","NumberOfNotificationsFailed","TopicName","alerts"');
    expect(shown().text).not.toContain('AWS/SNS');
  });

  it('shows further alarms, which are known at deployment only', () => {
    const alarms = everything().widgets.filter(({ properties: { title } }) => title === 'Further alarms').flatMap(({ properties: { alarms: some } }) => some!);
    expect(alarms.map((arn) => arn.replace(/[0-9A-F]{8}$/, ''))).toEqual(['InstanceProcessor', 'InstanceStatusChecks', 'InstanceRecovery']);
  });

  it('puts nothing upon anything else, or beyond the right margin', () => {
    const overlaps = (widgets: Pick<Widget, 'x' | 'y' | 'width' | 'height'>[]) => widgets.some((a, i) => widgets.slice(i + 1).some((b) =>
      a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height));
    const { widgets } = everything();
    expect(overlaps(widgets)).toBe(false);
    expect(Math.max(...widgets.map(({ x, width }) => x + width))).toBe(24);
    expect(overlaps([{ x: 0, y: 0, width: 12, height: 6 }, { x: 11, y: 5, width: 12, height: 6 }])).toBe(true);
  });

  it('begins a row below the tallest of the row above', () => {
    const widget = (width: number, height: number) => ({ type: 'text', width, height, properties: {} });
    expect(placed([widget(12, 3), widget(12, 8), widget(24, 1), widget(6, 1)]).map(({ x, y }) => [x, y])).toEqual([[0, 0], [12, 0], [0, 8], [0, 9]]);
  });

  it('keeps to what Amazon CloudWatch takes and does not charge for among the first three', () => {
    const { widgets } = everything();
    expect(widgets.length).toBeLessThanOrEqual(500);
    expect(widgets.flatMap(({ properties: { metrics = [] } }) => metrics).length).toBeLessThanOrEqual(50);
    expect(Math.max(...widgets.map(({ properties: { alarms = [] } }) => alarms.length))).toBeLessThanOrEqual(100);
    expect(everything().text.length).toBeLessThan(16_000);
  });

  it('has the name it is given', () => {
    const template = synthesize((stack) => {
      expect(new PostureDashboard(stack, 'One').dashboardName).toBe('secure-baseline-posture');
      expect(new PostureDashboard(stack, 'Two', { dashboardName: 'security' }).dashboardName).toBe('security');
    });
    template.hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardName: 'security' });
  });

  it('refuses a name and alarms that Amazon CloudWatch would not take, all together', () => {
    const arn = `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:one`;
    expect(problemsOf((stack) => new PostureDashboard(stack, 'Posture', { dashboardName: 'my board', alarmArns: [arn, 'one', arn] }))).toEqual([
      '- dashboardName: got "my board"; allowed is 1 to 255 letters, digits, "_" or "-"; use a name such as security',
      '- alarmArns[1]: got "one"; allowed is the ARN of an alarm; pass the attribute attrArn of a CfnAlarm, or alarmArn of an Alarm',
      `- alarmArns[2]: got "${arn}"; allowed is each value once; name each alarm once`,
    ]);
    const many = (count: number) => problemsOf((stack) => new PostureDashboard(stack, 'Posture', { alarmArns: [...Array(count).keys()].map((index) => `${arn}-${index}`) }));
    expect(many(100)).toEqual([]);
    expect(many(101)).toEqual(['- alarmArns: got a list of 101; allowed is at most 100 alarms; show a composite alarm in place of the alarms it is made of']);
  });

  it('passes the rule packs', () => {
    expect(findings((stack) => new PostureDashboard(stack, 'Posture'))).toEqual([]);
  });
});
