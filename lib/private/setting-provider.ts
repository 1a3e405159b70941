import { CfnResource, CustomResource, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct, IConstruct } from 'constructs';
import { CustomResourceFunction } from './custom-resource-function';
import { SETTING_HANDLER } from './setting-handler';
import { refuse } from './validation';

/** A call of an AWS service. */
export interface SettingCall {
  /** Name of the operation, as in the API reference: `UpdateAccountPasswordPolicy`. */
  readonly command: string;
  /** Parameters that are the same each time. */
  readonly input?: Record<string, unknown>;
  /** Parameter that takes the state to reach; `''` where its fields are parameters themselves. Not sent by default. */
  readonly to?: string;
  /** Parameter that takes the state found; as `to`. For calls that must name what they take away. */
  readonly from?: string;
}

/** A call that tells the state of a setting. */
export interface SettingRead extends Pick<SettingCall, 'command' | 'input'> {
  /** Where the state is in the response, step by step; empty when the response is the state. */
  readonly path: (string | number)[];
  /** A value that stands for none. */
  readonly none?: string;
}

/** A setting that AWS CloudFormation has no resource type for, of an account or of a resource, as calls that read, write and remove it. */
export interface Setting {
  /** Its logical id. The same wherever it stands, so that a construct can move without the setting being made anew and then undone. */
  readonly name: string;
  /** Name of the service in the package of its client: `iam` in `@aws-sdk/client-iam`. */
  readonly service: string;
  /** Class of the client: `IAMClient`. */
  readonly client: string;
  readonly read: SettingRead;
  /**
   * The fields that make up the state, each with what counts when it is missing or empty (`null`: the field is then left out).
   * By default the state is all that `read` finds.
   */
  readonly fields?: Record<string, unknown>;
  /** Names of errors by which `read` says that there is none. So does a path that leads nowhere. */
  readonly absent?: string[];
  /** The state to reach, as `read` would find it. */
  readonly wanted: unknown;
  readonly write: SettingCall;
  /** Goes back to a state other than `wanted`. By default `write` does. */
  readonly restore?: SettingCall;
  /** Goes back to none. By default the setting is left as it is. */
  readonly remove?: SettingCall;
  /** Text in the response of `read` by which it says that the organization has decided. That counts as success: the account can change nothing. */
  readonly enforced?: string;
  /** Names of errors by which a call says that what has the setting, or what its state refers to, has gone. A deletion is done then. */
  readonly gone?: string[];
  /**
   * For what must not be recorded, such as personal data: it is set where there is none, and neither overwritten nor recorded where there is
   * something else. The deployment fails then.
   */
  readonly vacant?: boolean;
  /** For settings of two states that `read` goes on to tell the old one of: a deletion puts back what was there without asking. */
  readonly lags?: boolean;
  /** What the calls need, each on the resources it can name. */
  readonly statements: PolicyStatement[];
  /** Why wildcards in `statements` cannot be narrower. */
  readonly wildcardReason: string;
}

/**
 * The function of a stack that reaches settings AWS CloudFormation has no resource type for, and puts back what was there.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources-lambda.html
 */
export class SettingProvider extends CustomResourceFunction {
  /** The provider for settings of the account of a scope's stack, made when there is none yet. */
  public static of(scope: IConstruct): SettingProvider {
    return SettingProvider.in(scope, 'SecureBaselineSettingProvider', true);
  }

  /**
   * The provider for settings of resources, which guardrails of an organization leave to whoever owns them. Another function: one that is named later
   * would be replaced, and AWS CloudFormation lets no custom resource change the function that serves it.
   */
  public static ofResources(scope: IConstruct): SettingProvider {
    return SettingProvider.in(scope, 'SecureBaselineResourceSettingProvider', false);
  }

  private static in(scope: IConstruct, id: string, guarded: boolean): SettingProvider {
    const stack = Stack.of(scope);
    return stack.node.tryFindChild(id) as SettingProvider | undefined ?? new SettingProvider(stack, id, guarded);
  }

  private readonly settings: string[] = [];
  private readonly shared = new Map<IConstruct, ManagedPolicy>();

  private constructor(scope: Construct, id: string, guarded: boolean) {
    super(scope, id, {
      description: 'Reaches account settings that AWS CloudFormation has no resource type for, and puts back what was there',
      settle: SETTING_HANDLER,
      logGroupPrefix: guarded ? 'secure-baseline-settings' : 'secure-baseline-resources',
    });
    if (guarded) {
      this.guard();
    }
  }

  /**
   * Lets the settings of all constructs in a scope share a policy, since a role has ten at most. What it allows does not depend on which settings
   * there are: one that is taken out needs it to put back what was there.
   *
   * @param statements - what all settings that may ever be in the scope need
   */
  public share(scope: Construct, statements: PolicyStatement[], wildcardReason: string): void {
    const policy = this.allow(scope, 'Policy', wildcardReason);
    policy.addStatements(...statements);
    this.shared.set(scope, policy);
  }

  /**
   * Makes a scope reach a setting, with what it needs to be allowed. Settings of one scope have one policy.
   *
   * @param logKey - encrypts the log of the provider; the first one passed in a stack does
   */
  public reach(scope: Construct, setting: Setting, logKey?: IKey): CustomResource {
    const { name, statements, wildcardReason, ...declaration } = setting;
    refuse(scope, this.settings.includes(name)
      ? [{ prop: 'scope', got: scope.node.path, allowed: `one ${name} in a stack`, fix: 'leave this one out: the other one sets it' }]
      : []);
    this.settings.push(name);
    this.encryptLog(logKey);

    const resource = this.serve(scope, name, 'Custom::AccountSetting', { Setting: Stack.of(scope).toJsonString(declaration) },
      this.policyOf(scope, statements, wildcardReason));
    (resource.node.defaultChild as CfnResource).overrideLogicalId(name);
    return resource;
  }

  /** A policy for each scope, and not one for all: it goes after the settings have gone, which need it to put back what was there. */
  private policyOf(scope: Construct, statements: PolicyStatement[], wildcardReason: string): ManagedPolicy {
    const shared = scope.node.scopes.map((each) => this.shared.get(each)).find((policy) => policy !== undefined);
    if (shared) {
      return shared;
    }
    const policy = scope.node.tryFindChild('Policy') as ManagedPolicy | undefined ?? this.allow(scope, 'Policy', wildcardReason);
    policy.addStatements(...statements);
    return policy;
  }
}
