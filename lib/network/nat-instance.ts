import { CfnResource, Fn } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import {
  CfnEIP, CfnEIPAssociation, CfnLaunchTemplate, CfnNetworkInterface, CfnSecurityGroup, CfnSecurityGroupEgress, CfnSecurityGroupIngress,
  CfnVPCGatewayAttachment,
} from 'aws-cdk-lib/aws-ec2';
import { CfnInstanceProfile, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { acknowledgeWildcards } from '../private/acknowledge-wildcards';
import { AddressBlock, ANYWHERE } from '../private/address-block';
import { serviceRole } from '../private/service-role';
import { warn } from '../private/warn';
import { FlowPath } from './flow-path';
import { natInstanceScript } from './nat-instance-script';
import { NetworkTier } from './network-tier';
import { acknowledgeAddresses } from './security-group-rules';
import { TierResources } from './tier-resources';
import { TrafficFlow } from './traffic-flow';
import { ANY_IPV4, TrafficPeer } from './traffic-peer';
import { TransportProtocol } from './transport-protocol';

/** Resolved by Amazon EC2 at each launch, so that a replacement starts from what is newest then, and a deployment replaces nothing on its own. */
const IMAGE = 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';
/** Amazon Linux publishes an image about as often. */
const DAYS_IN_USE = 14;
/** From launch until the script says that NAT works. */
const START_TIMEOUT = 'PT15M';
/** Where the instance itself calls: package repositories, AWS Systems Manager, AWS CloudFormation. */
const OWN_PORT = 443;

interface NatInstanceProps {
  readonly vpcId: string;
  /** In the first zone of the network. */
  readonly subnetId: string;
  readonly network: string;
  readonly attachment: CfnVPCGatewayAttachment;
}

/**
 * NAT for development: one instance behind a network interface and an elastic IP address that both outlive it.
 *
 * An Auto Scaling group of one replaces it when it fails, when it could not set up NAT, and every two weeks, by one from the newest image. The routes
 * of the tiers lead to the network interface, which the next instance takes over. The way in is Session Manager.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/advanced-settings-for-your-launch-template.html
 */
export class NatInstance extends Construct {
  /** What the routes of the tiers lead to. */
  public readonly networkInterfaceId: string;
  private readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: NatInstanceProps) {
    super(scope, id);
    const name = `${props.network}/nat`;
    const tags = [{ key: 'Name', value: name }];

    this.securityGroupId = new CfnSecurityGroup(this, 'SecurityGroup', {
      vpcId: props.vpcId,
      groupDescription: `NAT ${name}`,
      securityGroupEgress: [{ ipProtocol: 'tcp', fromPort: OWN_PORT, toPort: OWN_PORT, cidrIp: ANY_IPV4, description: 'The instance itself' }],
      tags,
    }).attrGroupId;
    this.networkInterfaceId = new CfnNetworkInterface(this, 'NetworkInterface', {
      subnetId: props.subnetId, sourceDestCheck: false, groupSet: [this.securityGroupId], description: `NAT ${name}`, tags,
    }).attrId;
    const address = new CfnEIP(this, 'Address', { domain: 'vpc', tags });
    address.addResourceDependency(props.attachment);
    const association = new CfnEIPAssociation(this, 'AddressAssociation', {
      allocationId: address.attrAllocationId, networkInterfaceId: this.networkInterfaceId,
    });
    this.group(name, association);

    warn(this, 'nat-instance', `NAT of ${props.network} is a single instance: private tiers lose their way out for minutes whenever it is replaced, `
      + `every ${DAYS_IN_USE} days and when it fails, and open connections break. Use NAT gateways for anything that must stay up`);
  }

  /**
   * The instance's own traffic, which no flow of a tier stands for: packages, AWS Systems Manager, and word to AWS CloudFormation that it works.
   *
   * @param nat - the subnets it stands in, whose network ACL has to let this through
   */
  public ownPath(nat: TierResources): FlowPath {
    const [peer, destination] = [NetworkTier._nat(), TrafficPeer.internet()];
    return {
      flow: TrafficFlow.from(peer).to(destination).port(OWN_PORT),
      source: { peer, blocks: nat.blocks.filter(({ family }) => family === 4), connected: false },
      destination: { peer: destination, blocks: [ANYWHERE[4]], connected: false },
      passes: [{ tier: nat, admits: false, opens: true }],
      inspected: false,
    };
  }

  /** Lets a flow through, where it goes this way: in from the tier, out to the addresses it calls. IPv6 needs no NAT. */
  public pass(path: FlowPath): void {
    if (!path.passes.some(({ tier }) => tier.tier.name === NetworkTier._nat().name)) {
      return;
    }
    const { protocol, fromPort, toPort } = path.flow as Required<TrafficFlow>;
    const rule = (block: AddressBlock) => ({
      groupId: this.securityGroupId, ipProtocol: protocol, fromPort, toPort, cidrIp: block.toString(), description: path.flow.toString(),
    });
    // Amazon EC2 refuses a rule that is there already, and flows that share an end and ports need the same one.
    const once = (direction: string, block: AddressBlock, make: (id: string) => void) => {
      const id = [direction, block.key, protocol, fromPort, toPort].join('-').replace(/[^A-Za-z0-9-]/g, 'x');
      if (!this.node.tryFindChild(id)) {
        make(id);
      }
    };
    for (const block of path.source.blocks.filter(({ family }) => family === 4)) {
      once('From', block, (id) => acknowledgeAddresses(new CfnSecurityGroupIngress(this, id, rule(block))));
    }
    for (const block of path.destination.blocks.filter(({ family }) => family === 4)) {
      const own = block.everywhere && protocol === TransportProtocol.TCP && fromPort === OWN_PORT && toPort === OWN_PORT;
      if (!own) {
        once('To', block, (id) => new CfnSecurityGroupEgress(this, id, rule(block)));
      }
    }
  }

  private group(name: string, ready: CfnResource): void {
    const group = new CfnAutoScalingGroup(this, 'Group', {
      minSize: '1',
      maxSize: '1',
      // A group whose instance takes an existing network interface is told its zone, and not its subnet.
      availabilityZones: [Fn.select(0, Fn.getAzs())],
      healthCheckType: 'EC2',
      maxInstanceLifetime: DAYS_IN_USE * 24 * 60 * 60,
      // The network interface has to be let go before the next instance can take it.
      instanceMaintenancePolicy: { minHealthyPercentage: 0, maxHealthyPercentage: 100 },
      tags: [{ key: 'Name', value: name, propagateAtLaunch: true }],
    });
    const template = this.template(name, natInstanceScript(group.logicalId));
    group.launchTemplate = { launchTemplateId: template.ref, version: template.attrLatestVersionNumber };
    group.cfnOptions.creationPolicy = { resourceSignal: { count: 1, timeout: START_TIMEOUT } };
    group.cfnOptions.updatePolicy = {
      autoScalingRollingUpdate: {
        minInstancesInService: 0,
        maxBatchSize: 1,
        waitOnResourceSignals: true,
        pauseTime: START_TIMEOUT,
        suspendProcesses: ['HealthCheck', 'ReplaceUnhealthy', 'AZRebalance', 'AlarmNotification', 'ScheduledActions'],
      },
    };
    group.addResourceDependency(ready);
    acknowledge(group, 'The group never scales: it replaces its one instance, and AWS CloudFormation waits for word from each one it starts.',
      'AwsSolutions-AS3');
  }

  private template(name: string, script: string): CfnLaunchTemplate {
    const tags = [{ key: 'Name', value: name }];
    return new CfnLaunchTemplate(this, 'LaunchTemplate', {
      launchTemplateData: {
        imageId: IMAGE,
        instanceType: 't4g.nano',
        iamInstanceProfile: { arn: this.instanceProfile().attrArn },
        networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: this.networkInterfaceId }],
        metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1, instanceMetadataTags: 'disabled' },
        // By name, since the default key of the account may be one that Amazon EC2 Auto Scaling cannot use.
        blockDeviceMappings: [{
          deviceName: '/dev/xvda', ebs: { volumeType: 'gp3', encrypted: true, kmsKeyId: 'alias/aws/ebs', deleteOnTermination: true },
        }],
        monitoring: { enabled: true },
        userData: Fn.base64(script),
        tagSpecifications: [{ resourceType: 'volume', tags }],
      },
      tagSpecifications: [{ resourceType: 'launch-template', tags }],
    });
  }

  /** What the agent needs for Session Manager, and none of the rest of the policy that AWS keeps for managed instances. */
  private instanceProfile(): CfnInstanceProfile {
    const role = serviceRole(this, 'Role', 'ec2.amazonaws.com', [new PolicyStatement({
      sid: 'SessionManager',
      actions: [
        'ssm:UpdateInstanceInformation',
        'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel',
      ],
      resources: ['*'],
    })]);
    acknowledgeWildcards(role.node.findChild('Policy') as ManagedPolicy,
      'The channels of Session Manager have no resource that a policy could name.');
    return new CfnInstanceProfile(this, 'InstanceProfile', { roles: [role.roleName] });
  }
}
