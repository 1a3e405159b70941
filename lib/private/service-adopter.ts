import { CustomResource, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct, IConstruct } from 'constructs';
import { ADOPTION_HANDLER } from './adoption-handler';
import { CustomResourceFunction } from './custom-resource-function';
import { refuse } from './validation';

/** A call that reads, and where in the response to look, step by step. */
interface Reading {
  readonly command: string;
  readonly input?: Record<string, unknown>;
  readonly path: (string | number)[];
}

/** Something an adopted service should have. */
interface Wish {
  readonly read: Reading;
  /** Each as `read` would find it, or part of it, and as `write` takes it. */
  readonly items: { readonly item: unknown; readonly sent?: unknown }[];
  /** The call that adds. `to` is the parameter that takes those items that are missing, `as` the one that takes the id in this call alone. */
  readonly write: { readonly command: string; readonly input?: Record<string, unknown>; readonly to?: string; readonly as?: string };
}

/** How a service that is there already is taken over. */
export interface Adoption {
  /** What it is, as its logical id: `AdoptedDetector`. One a stack. */
  readonly logicalId: string;
  /** What it is, in words, for the error when there is none. */
  readonly name: string;
  /** Name of the service in the package of its client. */
  readonly service: string;
  /** Class of the client. */
  readonly client: string;
  /** Where it is, unless in the region of the stack. */
  readonly region?: string;
  /** How its id is found. `absent` names the errors that mean there is none. */
  readonly find: Reading & { readonly absent?: string[] };
  /** The call that makes it where there is none. Without it, that is an error. */
  readonly make?: { readonly command: string; readonly input?: Record<string, unknown> };
  /** Parameter of the other calls that takes the id. */
  readonly as?: string;
  readonly wishes: Wish[];
  readonly statements: PolicyStatement[];
  readonly wildcardReason: string;
}

/**
 * The one function of a stack that takes over services which are there already. AWS CloudFormation only makes new ones, and AWS refuses a second one
 * in a region; that is the gap it fills. It adds what is missing, the service itself where it is told to, and takes nothing away, not on deletion
 * either.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources-lambda.html
 */
export class ServiceAdopter extends CustomResourceFunction {
  /** The adopter of a scope's stack, made when there is none yet. */
  public static of(scope: IConstruct): ServiceAdopter {
    const stack = Stack.of(scope);
    const id = 'SecureBaselineServiceAdopter';
    return stack.node.tryFindChild(id) as ServiceAdopter | undefined ?? new ServiceAdopter(stack, id);
  }

  private readonly adopted: string[] = [];

  private constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Takes over security services that are there already: adds what is missing, and switches nothing off',
      settle: ADOPTION_HANDLER,
      logGroupPrefix: 'secure-baseline-adoption',
    });
    this.guard();
  }

  /**
   * Takes a service over. Its id is the attribute `Id` of what is returned.
   *
   * @param logKey - encrypts the log of the function; the first one passed in a stack does
   */
  public adopt(scope: Construct, adoption: Adoption, logKey?: IKey): CustomResource {
    const { logicalId, statements, wildcardReason, ...declaration } = adoption;
    refuse(scope, this.adopted.includes(logicalId) ? [{
      prop: 'scope', got: scope.node.path, allowed: `one ${adoption.name} in a stack`, fix: 'leave this one out: AWS allows one a region',
    }] : []);
    this.adopted.push(logicalId);
    this.encryptLog(logKey);
    const policy = this.allow(scope, 'Policy', wildcardReason);
    policy.addStatements(...statements);
    return this.serve(scope, logicalId, 'Custom::AdoptedService', { Adoption: Stack.of(scope).toJsonString(declaration) }, policy);
  }
}
