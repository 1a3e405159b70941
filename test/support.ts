import { AnonymousRequestPrincipal, runSimulation } from '@cloud-copilot/iam-simulate';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { IConstruct } from 'constructs';

export const ACCOUNT = '111122223333';
export const FOREIGN_ACCOUNT = '999988887777';
export const REGION = 'eu-central-1';
export const ADMINISTRATOR = `arn:aws:iam::${ACCOUNT}:role/Administrator`;

const PSEUDO: Record<string, string> = {
  'AWS::AccountId': ACCOUNT, 'AWS::Region': REGION, 'AWS::Partition': 'aws', 'AWS::URLSuffix': 'amazonaws.com',
};

/** The template of a stack that deploys anywhere, with what the function puts into it. */
export function synthesize(build: (stack: Stack) => void): Template {
  const stack = new Stack(new App(), 'Test');
  build(stack);
  return Template.fromStack(stack);
}

/** What synthesis warns of below a construct, as the command line shows it: what stands outside of stacks is not shown. */
export function warningsOf(scope: IConstruct): string[] {
  const { stacksRecursively: made } = (scope.node.root as Stage).synth({ force: true });
  return scope.node.findAll().filter(Stack.isStack).flatMap((stack) => made.find(({ id }) => id === stack.artifactId)!.messages
    .filter(({ level }) => `${level}` === 'warning').map(({ entry }) => entry.data as string));
}

/** The template of one stack of many. `Template.fromStack` would synthesize all of them, each time. */
export function templateOf(stack: Stack): Template {
  return Template.fromJSON((stack.node.root as Stage).synth().stacksRecursively.find(({ id }) => id === stack.artifactId)!.template);
}

/** What a refusal says, one line for each problem; nothing when there is none. */
export function refusalsOf(build: () => unknown): string[] {
  try {
    build();
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).map((line) => line.trim());
  }
  return [];
}

/** What a construct in a stack refuses. */
export function problemsOf(build: (stack: Stack) => void): string[] {
  return refusalsOf(() => build(new Stack(new App(), 'Test')));
}

/** A value of a template as it would be in an account, where every attribute is the ARN of a bucket named by its logical id. */
export function resolve(value: any): any { // eslint-disable-line @typescript-eslint/no-explicit-any
  return typeof value !== 'object' || value === null ? value
    : Array.isArray(value) ? value.map(resolve)
    : value.Ref ? PSEUDO[value.Ref] ?? value.Ref
    : value['Fn::GetAtt'] ? `arn:aws:s3:::${value['Fn::GetAtt'][0]}`
    : value['Fn::Sub'] ? value['Fn::Sub'].replace(/\$\{(AWS::\w+)\}/g, (_: string, name: string) => PSEUDO[name]).replace(/\$\{!/g, '${')
    : value['Fn::Join'] ? value['Fn::Join'][1].map(resolve).join(value['Fn::Join'][0])
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
}

/** What AWS decides. Principals with an ARN may do everything as far as their own policies go. */
export async function decide(
  principal: string | AnonymousRequestPrincipal, action: string, resource: string, context: Record<string, string | string[]>,
  policies: { resource?: unknown; scps?: unknown[]; endpoint?: unknown },
): Promise<string> {
  const all = { name: 'all', policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } };
  const scps = policies.scps && [all, ...policies.scps.map((policy) => ({ name: 'scp', policy }))];
  const simulated = await runSimulation({
    request: { principal, action, resource: { resource, accountId: ACCOUNT }, contextVariables: context },
    identityPolicies: typeof principal === 'string' && principal.startsWith('arn:') ? [all] : [],
    serviceControlPolicies: scps ? [{ orgIdentifier: 'r-root', policies: scps }] : [],
    resourceControlPolicies: [],
    resourcePolicy: policies.resource,
    ...policies.endpoint === undefined ? {} : { vpcEndpointPolicies: [{ name: 'endpoint', policy: policies.endpoint }] },
  }, {});
  if (simulated.resultType !== 'single' || simulated.result.ignoredContextKeys?.length) {
    throw new Error(`not simulated as asked: ${JSON.stringify(simulated).slice(-300)}`);
  }
  return simulated.overallResult;
}
