import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct, IDependable } from 'constructs';
import { CustomResourceFunction } from '../private/custom-resource-function';
import { ORGANIZATION_SWITCH_HANDLER } from './organization-switch-handler';

/** A call of an AWS service, as `SettingCall` has it, with the service. */
interface SwitchCall {
  /** Name of the service in the package of its client: `iam` in `@aws-sdk/client-iam`. */
  readonly service: string;
  /** Class of the client: `IAMClient`. */
  readonly client: string;
  readonly command: string;
  readonly input?: Record<string, unknown>;
}

/** Something of an organization that is off until it is turned on, as calls that tell and do. */
export interface OrganizationSwitch {
  /** The region to call. By default that of the function. */
  readonly region?: string;
  /** A call that tells the id of what has the switch, where in its response, and the parameter of the other calls that takes it. */
  readonly of?: SwitchCall & { readonly path: (string | number)[]; readonly as: string };
  readonly read: SwitchCall & {
    /** Where in the response the list, or the one, is in which `match` is looked for: a name behind a list takes what all in it have by that name. */
    readonly path: (string | number)[];
    /** What is there when the switch is on: a text, or fields of an object, whose lists have no order; `{}` is anything at all. */
    readonly match: string | Record<string, string | boolean | string[]>;
    /** Names of errors by which the call says that there is nothing. */
    readonly absent?: string[];
  };
  readonly enable: SwitchCall & {
    /** Parameter that sets several switches at once: those that `read` found, and that `input` does not name, stay as they are. */
    readonly onto?: string;
    /** Names of errors by which the call says that the switch is on already. */
    readonly already?: string[];
  };
}

/** The one function of a stack that turns on what AWS CloudFormation has no resource type for, in the organization of its account. */
export class OrganizationSwitchProvider extends CustomResourceFunction {
  /** The provider of a scope's stack, made when there is none yet. */
  public static of(scope: IConstruct): OrganizationSwitchProvider {
    const stack = Stack.of(scope);
    const id = 'SecureBaselineOrganizationSwitchProvider';
    return stack.node.tryFindChild(id) as OrganizationSwitchProvider | undefined ?? new OrganizationSwitchProvider(stack, id);
  }

  private previous?: IDependable;

  private constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Turns on what an organization needs and AWS CloudFormation has no resource type for',
      settle: ORGANIZATION_SWITCH_HANDLER,
      logGroupPrefix: 'secure-baseline-switches',
      // Two dozen switches, one after the other, some of which AWS turns on in the background.
      timeout: Duration.minutes(10),
    });
    this.guard();
  }

  /**
   * Turns switches on, in their order, after those of the same stack that were asked for before.
   *
   * @param statements - what the calls need
   * @param wildcardReason - why wildcards in them cannot be narrower
   */
  public turnOn(scope: Construct, switches: OrganizationSwitch[], statements: PolicyStatement[], wildcardReason: string): CustomResource {
    const policy = this.allow(scope, 'Policy', wildcardReason);
    policy.addStatements(...statements);
    const declared = Stack.of(scope).toJsonString(switches);
    const resource = this.serve(scope, 'Switches', 'Custom::OrganizationSwitches', { Switches: declared }, policy);
    if (this.previous) {
      resource.node.addDependency(this.previous);
    }
    this.previous = resource;
    return resource;
  }
}
