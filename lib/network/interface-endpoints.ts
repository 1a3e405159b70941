import { Aws } from 'aws-cdk-lib';
import { CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkUnique, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { EndpointAccess } from './endpoint-access';
import { InterfaceEndpointService } from './interface-endpoint-service';
import { InternetRoute, NetworkTier } from './network-tier';
import { TieredVpc } from './tiered-vpc';
import { TrafficFlow } from './traffic-flow';

/** Properties of InterfaceEndpoints. */
export interface InterfaceEndpointsProps {
  /** The network that the services are reached from. */
  readonly vpc: TieredVpc;

  /**
   * Where the endpoints stand: a tier of the network for them alone, without a way to the internet, such as
   * `NetworkTier.isolated('endpoints')`. Each endpoint has a network interface in every zone of it.
   */
  readonly tier: NetworkTier;

  /** The services, each once in a network. Each is paid for by the hour and zone. */
  readonly services: InterfaceEndpointService[];

  /**
   * The tiers that may call the services. The names of the services lead to the endpoints in the whole network: a tier that is not among these
   * reaches none of them any more, through NAT neither.
   */
  readonly clients: NetworkTier[];

  /**
   * Who may use the endpoints, and to reach whose resources. Where a service does not say whose resource a call is for, its endpoint limits who
   * calls alone.
   *
   * @default EndpointAccess.ownAccount()
   */
  readonly access?: EndpointAccess;
}

/**
 * Ways to services of AWS that need no internet, for identities and resources of one's own.
 *
 * The flow from each client to the endpoints, on port 443, is declared with them. Not every service is there in every zone of a region: AWS refuses
 * an endpoint where it is not.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 */
export class InterfaceEndpoints extends Construct {
  /** @internal */
  public static _problems(props: InterfaceEndpointsProps): Problem[] {
    const { vpc, services, clients } = props;
    const names = vpc.tiers.map(({ name }) => name);
    const tier = vpc.tiers.find(({ name }) => name === props.tier.name);
    const unknown = (prop: string, { name }: NetworkTier): Problem[] => names.includes(name) ? [] : [{
      prop, got: name,
      allowed: `a tier of the network: ${names.join(', ')}`, fix: `add the tier "${name}" to the tiers of the network, or correct its name`,
    }];
    return [
      ...unknown('tier', props.tier),
      ...tier && tier.internetRoute !== InternetRoute.NONE ? [{
        prop: 'tier', got: tier.name, allowed: 'a tier without a way to the internet',
        fix: 'give the endpoints a tier of their own, such as NetworkTier.isolated(\'endpoints\')',
      }] : [],
      ...services.length === 0 ? [{
        prop: 'services', got: services,
        allowed: 'one service or more', fix: 'name one, such as InterfaceEndpointService.KMS, or leave the construct out',
      }] : [],
      ...checkUnique('services', services.map(({ name }) => name), 'name each service once'),
      ...services.flatMap((service, index) => service._problems(`services[${index}]`)),
      ...clients.length === 0 ? [{
        prop: 'clients', got: clients, allowed: 'one tier or more', fix: 'name the tiers whose hosts call the services',
      }] : [],
      ...checkUnique('clients', clients.map(({ name }) => name), 'name each tier once'),
      ...clients.flatMap((client, index) => unknown(`clients[${index}]`, client)),
      ...clients.flatMap(({ name }, index) => name === props.tier.name ? [{
        prop: `clients[${index}]`, got: name, allowed: 'a tier other than that of the endpoints', fix: 'place hosts and endpoints in different tiers',
      }] : []),
      ...props.access?._problems('access') ?? [],
    ];
  }

  private readonly vpcId: string;
  private readonly made = new Map<string, CfnVPCEndpoint>();

  /** @throws when a tier is none of the network, or has no business here, or a service is named twice */
  constructor(scope: Construct, id: string, props: InterfaceEndpointsProps) {
    super(scope, id);
    const { vpc, tier } = props;
    this.vpcId = vpc.vpcId;
    refuse(this, [...InterfaceEndpoints._problems(props), ...this.elsewhere(props)]);

    for (const client of props.clients) {
      const flow = TrafficFlow.from(client).to(tier).port(443);
      if (!vpc.flows.some((other) => other.toString() === flow.toString())) {
        vpc.allow(flow);
      }
    }
    const access = props.access ?? EndpointAccess.ownAccount();
    for (const service of props.services) {
      this.made.set(service.name, new CfnVPCEndpoint(this, logicalName(service), {
        vpcId: vpc.vpcId,
        vpcEndpointType: 'Interface',
        serviceName: `com.amazonaws.${Aws.REGION}.${service.name}`,
        subnetIds: vpc.subnetIds(tier),
        securityGroupIds: [vpc.securityGroup(tier).securityGroupId],
        privateDnsEnabled: true,
        policyDocument: service.hasPolicy ? new PolicyDocument({ statements: service._statements(access) }) : undefined,
        tags: [{ key: 'Name', value: `${vpc.node.path}/${service.name}` }],
      }));
      if (!service.hasPolicy) {
        warn(this, `interface-endpoint-without-policy:${service.name}`,
          `The endpoint of ${service.name} has no policy: any identity may use it, to reach anybody's resources.`);
      }
    }
  }

  /**
   * Id of the endpoint of a service, as the condition key `aws:SourceVpce` knows it.
   *
   * @param service - one of those passed as `services`, meant by its name
   */
  public endpointId(service: InterfaceEndpointService): string {
    const names = [...this.made.keys()];
    refuse(this, names.includes(service.name) ? [] : [{
      prop: 'service', got: service.name, allowed: `one with an endpoint here: ${names.join(', ')}`, fix: 'add it to services',
    }]);
    return this.made.get(service.name)!.attrId;
  }

  /** Services that have an endpoint in the network already: two would claim the same names, which AWS refuses. */
  private elsewhere({ services, vpc }: InterfaceEndpointsProps): Problem[] {
    const others = vpc.node.root.node.findAll()
      .filter((other): other is InterfaceEndpoints => other instanceof InterfaceEndpoints && other !== this && other.vpcId === vpc.vpcId);
    return services.flatMap(({ name }, index) => others.filter(({ made }) => made.has(name)).map((other) => ({
      prop: `services[${index}]`, got: name, allowed: 'each service once in a network', fix: `leave it out: ${other.node.path} has its endpoint`,
    })));
  }
}

function logicalName({ name }: InterfaceEndpointService): string {
  return name.split(/[.-]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
