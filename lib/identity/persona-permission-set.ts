import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { CfnAssignment, CfnPermissionSet } from 'aws-cdk-lib/aws-sso';
import { Construct } from 'constructs';
import { checkAccountId, checkRange, checkText, Problem, refuse } from '../private/validation';
import { Persona } from './persona';

/** Of IAM: characters of the inline policies of a role, which is what a permission set becomes in each account. */
const MAX_CHARACTERS = 10240;

/** Properties of a PersonaPermissionSet. */
export interface PersonaPermissionSetProps {
  /** Who the permission set is for. */
  readonly persona: Persona;

  /** ARN of the IAM Identity Center instance; `aws sso-admin list-instances` shows it. */
  readonly instanceArn: string;

  /**
   * Name of the permission set: 1 to 32 letters, digits and `+=,.@-`.
   *
   * @default - `secure-baseline-` and the persona's name
   */
  readonly permissionSetName?: string;

  /**
   * How long a session lasts, from 1 to 12 hours.
   *
   * @default Duration.hours(1)
   */
  readonly sessionDuration?: Duration;
}

/**
 * A permission set of IAM Identity Center for one persona, for people whose identities are managed in one place for all accounts. Their MFA is
 * asked for by IAM Identity Center.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
 */
export class PersonaPermissionSet extends Construct {
  /** ARN of the permission set. */
  public readonly permissionSetArn: string;

  private readonly instanceArn: string;

  /** @throws when name, session or instance are not ones IAM Identity Center accepts */
  constructor(scope: Construct, id: string, props: PersonaPermissionSetProps) {
    super(scope, id);
    const document = this.everyAccount(new PolicyDocument({ statements: props.persona._statements(), minimize: false }));
    refuse(this, [...problems(props), ...checkRange('persona', JSON.stringify(document).length, 1, MAX_CHARACTERS, 'name fewer resources')]);
    this.instanceArn = props.instanceArn;
    this.permissionSetArn = new CfnPermissionSet(this, 'Resource', {
      instanceArn: props.instanceArn,
      name: props.permissionSetName ?? `secure-baseline-${props.persona.name}`,
      description: props.persona.what,
      sessionDuration: (props.sessionDuration ?? Duration.hours(1)).toIsoString(),
      inlinePolicy: document,
    }).attrPermissionSetArn;
  }

  /**
   * Gives a group of IAM Identity Center this permission set in an account.
   *
   * @param id - id of the assignment within this construct
   * @param groupId - id of the group in the identity store
   * @param accountId - the account, 12 digits
   */
  public assign(id: string, groupId: string, accountId: string): void {
    refuse(this, [
      ...checkAccountId('accountId', accountId),
      ...checkText('groupId', groupId, /^([0-9a-f]{10}-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
        'the id of a group in the identity store', 'run aws identitystore list-groups'),
    ]);
    new CfnAssignment(this, id, {
      instanceArn: this.instanceArn,
      permissionSetArn: this.permissionSetArn,
      principalType: 'GROUP',
      principalId: groupId,
      targetType: 'AWS_ACCOUNT',
      targetId: accountId,
    });
  }

  /** The document as it holds in every account it is put into, and not in that of this stack alone. */
  private everyAccount(document: PolicyDocument): object {
    const text = JSON.stringify(Stack.of(this).resolve(document), (_, value: unknown) => {
      const substitution = (value as { 'Fn::Sub'?: string } | null)?.['Fn::Sub'];
      return substitution === undefined ? value : substitution.replace(/\$\{AWS::\w+\}/g, '*').replace(/\$\{!/g, '${');
    });
    return JSON.parse(text) as object;
  }
}

function problems(props: PersonaPermissionSetProps): Problem[] {
  return [
    ...checkText('instanceArn', props.instanceArn, /^arn:[^:]+:sso:::instance\/(sso)?ins-[a-zA-Z0-9-]{16}$/,
      'the ARN of an IAM Identity Center instance', 'run aws sso-admin list-instances'),
    ...checkText('permissionSetName', props.permissionSetName, /^[A-Za-z0-9+=,.@-]{1,32}$/,
      '1 to 32 letters, digits and "+=,.@-"', 'use a name such as auditor'),
    ...checkRange('sessionDuration', props.sessionDuration?.toHours({ integral: false }), 1, 12, 'pass a Duration of so many hours'),
  ];
}
