import { Effect, Group, IGroup, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { BASELINE_PATH } from './names';

/**
 * The group of people who must leave at once: everything is denied, at the next request, to every session and access key they have. Roles
 * they have assumed are
 * other principals: end those with `revokeSessionsIssuedBefore`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_disable-perms.html
 */
export class RevokedGroup extends Construct {
  /** The group. */
  public readonly group: IGroup;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.group = new Group(this, 'Resource', { groupName: 'secure-baseline-revoked', path: BASELINE_PATH });
    new ManagedPolicy(this, 'Denial', {
      path: BASELINE_PATH,
      description: 'Nothing at all',
      groups: [this.group],
      statements: [new PolicyStatement({ sid: 'Nothing', effect: Effect.DENY, actions: ['*'], resources: ['*'] })],
    });
    acknowledge(
      this.group,
      'People come and go without a deployment: the group is empty until somebody is added to it.',
      'NIST.800.53.R5-IAMGroupHasUsers', 'HIPAA.Security-IAMGroupHasUsers', 'PCI.DSS.321-IAMGroupHasUsers',
    );
  }
}
