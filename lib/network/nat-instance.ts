import { CfnNetworkInterface, CfnVPCGatewayAttachment } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { FlowPath } from './flow-path';

interface NatInstanceProps {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly network: string;
  readonly attachment: CfnVPCGatewayAttachment;
}

export class NatInstance extends Construct {
  public readonly networkInterfaceId: string;

  constructor(scope: Construct, id: string, props: NatInstanceProps) {
    super(scope, id);
    this.networkInterfaceId = new CfnNetworkInterface(this, 'NetworkInterface', { subnetId: props.subnetId, sourceDestCheck: false }).attrId;
  }
  public pass(path: FlowPath): void {
    void path;
  }
}
