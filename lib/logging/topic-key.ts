import { Stack } from 'aws-cdk-lib';
import { Alias, CfnKey, IKey } from 'aws-cdk-lib/aws-kms';
import { Construct, IConstruct } from 'constructs';
import { Problem } from '../private/validation';
import { warn } from '../private/warn';

/** What publishes alarms. */
export const ALARMS = 'cloudwatch.amazonaws.com';
/** What publishes for event rules. */
export const RULES = 'events.amazonaws.com';
const PUBLISHERS = [ALARMS, RULES];
/** What a service needs of a topic's key so as to publish to it. */
const ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];
const FIX = 'allow kms:Decrypt and kms:GenerateDataKey* to them in its policy before the topic is made, as the key of a LogArchive does';

/** A key without which every alert would be dropped in silence: the services that publish need it, and no IAM policy speaks for a service. */
export function topicKeyProblems(scope: Construct, prop: string, key: IKey, publishers = PUBLISHERS): Problem[] {
  const [managed] = /alias\/aws\/\w+/.exec(key.keyArn) ?? [];
  if (managed) {
    return [{
      prop, got: managed, allowed: 'a customer managed key', fix: 'make an EncryptionKey: the policy of a key that AWS manages names none of them',
    }];
  }
  const statements = keyStatements(scope, key);
  const locked = statements === undefined ? [] : publishers.filter((service) => !ACTIONS.every((action) => allows(statements, service, action)));
  return locked.length === 0 ? [] : [{ prop, got: key.node.path, allowed: `a key that ${locked.join(' and ')} may use`, fix: FIX }];
}

/** Whether the policy of the key is out of sight: only whoever made it can know. */
export function isKeyPolicyUnknown(scope: IConstruct, key: IKey): boolean {
  return keyStatements(scope, key) === undefined;
}

export function warnOfUnknownKey(scope: IConstruct, prop: string, publishers = PUBLISHERS): void {
  warn(scope, 'alert-key-policy-unknown', `whether alerts arrive depends on the policy of ${prop}, which cannot be seen from here: `
    + `it has to let ${publishers.join(' and ')} use the key`);
}

interface Statement {
  readonly Effect: string;
  readonly Action?: string | string[];
  readonly Principal?: string | Record<string, unknown>;
}

function keyStatements(scope: IConstruct, key: IKey): Statement[] | undefined {
  const resource = key instanceof Alias ? key.aliasTargetKey.node.defaultChild : key.node.defaultChild;
  return resource instanceof CfnKey ? (Stack.of(scope).resolve(resource.keyPolicy) as { Statement: Statement[] }).Statement : undefined;
}

function allows(statements: Statement[], service: string, action: string): boolean {
  return statements.some(({ Effect: effect, Action: actions, Principal: principal }) => effect === 'Allow'
    && list(typeof principal === 'string' ? principal : principal?.Service ?? principal?.AWS).some((one) => one === service || one === '*')
    && list(actions).some((one) => new RegExp(`^${(one as string).replace(/\*/g, '.*')}$`).test(action)));
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}
