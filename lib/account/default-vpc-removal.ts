import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DefaultVpcRemover } from './default-vpc-remover';
import { SettingOptions } from './setting-options';

/** Properties of a DefaultVpcRemoval. */
export interface DefaultVpcRemovalProps extends SettingOptions {}

/**
 * Removes the VPC that AWS put into this region with the account, whose subnets give public addresses to whatever starts in them.
 *
 * Only where it is empty: without a network interface, and with nothing that AWS did not make with it. What names its subnets without being in them,
 * such as a launch template or a subnet group of a database, does not count. Otherwise it stays, and the rules of its default security group are
 * taken away, unless a network interface is in that group. Which of it happened is `outcome`, an output of the stack. This is decided once: to have
 * a VPC removed that was in use, empty it and delete it by hand.
 *
 * One a region. AWS CloudFormation has no resource type for it, so a function of the stack does it. When the construct goes, AWS makes a new default
 * VPC where one was removed, with other ids, and rules that were taken away come back, unless somebody has made others since.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/deleting-default-vpc.html
 */
export class DefaultVpcRemoval extends Construct {
  /** What was done, known once it is deployed: that the VPC was removed, that there was none, or why it stays. */
  public readonly outcome: string;

  /** @throws when the stack has one already */
  constructor(scope: Construct, id: string, props: DefaultVpcRemovalProps = {}) {
    super(scope, id);
    this.outcome = DefaultVpcRemover.of(this).remove(this, props.logEncryptionKey).getAttString('Outcome');
    new CfnOutput(this, 'Outcome', { description: 'What became of the default VPC', value: this.outcome });
  }
}
