import {
  CfnFirewallConfig, CfnFirewallDomainList, CfnFirewallRuleGroup, CfnFirewallRuleGroupAssociation,
} from 'aws-cdk-lib/aws-route53resolver';
import { Construct } from 'constructs';
import { checkRange, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { AwsManagedIds } from './aws-managed-ids';
import { DnsFirewallFailureMode } from './dns-firewall-failure-mode';
import { DnsFirewallMutationProtection } from './dns-firewall-mutation-protection';
import { DnsPolicy, domainProblems } from './dns-policy';

/**
 * Lists that AWS keeps of domains nobody has a reason to look up. The aggregate list goes last, though it has much of what the others have: so a
 * log says what kind of threat was met.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-managed-domain-lists.html
 */
const THREAT_LISTS = [
  'AWSManagedDomainsMalwareDomainList',
  'AWSManagedDomainsBotnetCommandandControl',
  'AWSManagedDomainsAmazonGuardDutyThreatList',
  'AWSManagedDomainsAggregateThreatList',
];

/**
 * Threats that DNS Firewall Advanced knows by the look of a query.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/firewall-advanced.html
 */
const THREAT_PATTERNS = ['DNS_TUNNELING', 'DGA'];

/** Of these, what is hardly ever mistaken: a legitimate name that is blocked costs more than a suspicious one that is logged. */
const CONFIDENCE = 'HIGH';

const BLOCK = { action: 'BLOCK', blockResponse: 'NXDOMAIN' };

/**
 * In which order queries are compared; the first rule that knows a name decides. Every rule keeps its number when others come and go: AWS changes
 * them one at a time, and refuses a number that another still has.
 */
const PRIORITIES = { allowed: 100, blocked: 200, threats: 300, patterns: 400, onlyAllowed: 500, everythingElse: 600 };

type Rule = CfnFirewallRuleGroup.FirewallRuleProperty;

/** Properties of a DnsFirewall. */
export interface DnsFirewallProps {
  /** Id of the network whose hosts look up names. */
  readonly vpcId: string;

  /**
   * Which names may be looked up.
   *
   * @default DnsPolicy.denyListed()
   */
  readonly policy?: DnsPolicy;

  /**
   * Domains that are blocked besides known threats, at most 1,000. `*.example.com` stands for all names below example.com, and not for itself.
   *
   * @default - none
   */
  readonly blockedDomains?: string[];

  /**
   * Domains that may be looked up even if they are blocked otherwise, at most 1,000: for what was mistaken for a threat. Gives a warning at
   * synthesis.
   *
   * @default - none
   */
  readonly allowedDomains?: string[];

  /**
   * What becomes of queries while DNS Firewall is impaired.
   *
   * @default DnsFirewallFailureMode.CLOSED
   */
  readonly failureMode?: DnsFirewallFailureMode;

  /**
   * Whether the rules can be taken away from the network.
   *
   * @default DnsFirewallMutationProtection.DISABLED - AWS CloudFormation could not delete the stack otherwise
   */
  readonly mutationProtection?: DnsFirewallMutationProtection;

  /**
   * Place among the rule groups of the network, from 101 to 9,899: the lowest is asked first.
   *
   * @default 101
   */
  readonly priority?: number;
}

/**
 * Keeps the hosts of a network from looking up what they should not: domains of malware and its control, names that malware generates, and
 * queries that carry data out. To them, such a domain does not exist.
 *
 * It sees the queries that hosts send to the resolver of the network, and not those they send to another one: declare no flow to port 53 of the
 * internet. A ResolverQueryLog shows what was blocked.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html
 */
export class DnsFirewall extends Construct {
  /** @internal */
  public static _problems(props: DnsFirewallProps): Problem[] {
    const { policy, blockedDomains = [], allowedDomains = [] } = props;
    const allowed = [...allowedDomains, ...policy?.onlyDomains ?? []].map((domain) => domain.toLowerCase());
    return [
      ...policy?._problems('policy') ?? [],
      ...props.blockedDomains ? domainProblems('blockedDomains', blockedDomains) : [],
      ...props.allowedDomains ? domainProblems('allowedDomains', allowedDomains) : [],
      ...blockedDomains.flatMap((domain, index) => allowed.includes(domain.toLowerCase()) ? [{
        prop: `blockedDomains[${index}]`, got: domain, allowed: 'a domain that is not allowed too', fix: 'leave it out of one of the two',
      }] : []),
      ...props.allowedDomains && policy?.onlyDomains ? [{
        prop: 'allowedDomains', got: allowedDomains,
        allowed: 'nothing, where the policy has the list of what is allowed', fix: 'move them to DnsPolicy.allowOnly()',
      }] : [],
      ...checkRange('priority', props.priority, 101, 9899, 'leave it out, unless the network has other rule groups'),
    ];
  }

  /** Id of the rule group, for association with further networks. */
  public readonly ruleGroupId: string;

  /** @throws when a domain is not one, or both allowed and blocked, or the priority is out of its range */
  constructor(scope: Construct, id: string, props: DnsFirewallProps) {
    super(scope, id);
    refuse(this, DnsFirewall._problems(props));
    const { vpcId } = props;

    this.ruleGroupId = new CfnFirewallRuleGroup(this, 'Resource', { firewallRules: this.rules(props) }).attrId;
    new CfnFirewallRuleGroupAssociation(this, 'Association', {
      vpcId,
      firewallRuleGroupId: this.ruleGroupId,
      priority: props.priority ?? 101,
      mutationProtection: props.mutationProtection ?? DnsFirewallMutationProtection.DISABLED,
    });
    if (props.failureMode === DnsFirewallFailureMode.OPEN) {
      // Shut is how AWS makes a network. The type is the youngest of these, and not in every region yet.
      new CfnFirewallConfig(this, 'FailureMode', { resourceId: vpcId, firewallFailOpen: 'ENABLED' });
      warn(this, 'dns-firewall-fails-open', 'While DNS Firewall is impaired, every name can be looked up.');
    }
    if (props.allowedDomains) {
      warn(this, 'dns-firewall-allowed-domains', `These can be looked up even if AWS lists them as threats: ${props.allowedDomains.join(', ')}`);
    }
  }

  private rules({ policy, blockedDomains, allowedDomains }: DnsFirewallProps): Rule[] {
    const threats = THREAT_LISTS.map((name, index) => ({
      ...BLOCK, firewallDomainListId: AwsManagedIds.of(this).domainListId(name), priority: PRIORITIES.threats + index,
    }));
    const common = [...blockedDomains ? [{ ...BLOCK, ...this.list('Blocked', blockedDomains), priority: PRIORITIES.blocked }] : [], ...threats];
    if (policy?.onlyDomains) {
      return [
        ...common,
        this.allow(policy.onlyDomains, PRIORITIES.onlyAllowed),
        { ...BLOCK, ...this.list('Everything', ['*']), priority: PRIORITIES.everythingElse },
      ];
    }
    const patterns = THREAT_PATTERNS.map((dnsThreatProtection, index) => ({
      ...BLOCK, dnsThreatProtection, confidenceThreshold: CONFIDENCE, priority: PRIORITIES.patterns + index,
    }));
    return [...allowedDomains ? [this.allow(allowedDomains, PRIORITIES.allowed)] : [], ...common, ...patterns];
  }

  private allow(domains: string[], priority: number): Rule {
    // Whom an allowed domain sends its callers to is for its owner to say; most are served under names of a content delivery network.
    return { action: 'ALLOW', ...this.list('Allowed', domains), firewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN', priority };
  }

  private list(id: string, domains: string[]): Pick<Rule, 'firewallDomainListId'> {
    return { firewallDomainListId: new CfnFirewallDomainList(this, id, { domains }).attrId };
  }
}
