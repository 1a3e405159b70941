import { Lazy, Names } from 'aws-cdk-lib';
import { CfnFirewallPolicy, CfnRuleGroup } from 'aws-cdk-lib/aws-networkfirewall';
import { Construct } from 'constructs';
import { tierOf } from './flow-problems';
import { TierResources } from './tier-resources';
import { TrafficFlow } from './traffic-flow';

/** Rules the group has room for. A group cannot grow without being made anew, and network ACLs leave room for fewer flows than this. */
const CAPACITY = 500;
/** Behind every other group: what was declared passes only when nobody has dropped it before. */
const LAST = 65535;

interface FirewallPolicyProps {
  /** Tiers whose traffic meets the firewall, two by two. */
  readonly pairs: [TierResources, TierResources][];
  /** Asked for when the template is written, so that flows declared later count. */
  readonly flows: () => TrafficFlow[];
  readonly ruleGroupArns: string[];
  readonly idleTimeoutSeconds: number;
}

/**
 * What the firewalls between tiers let pass: the declared flows, as they stand when the template is written. All else is dropped, and the drop is
 * logged.
 *
 * @see https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
 */
export class FirewallPolicy extends Construct {
  public readonly arn: string;

  constructor(scope: Construct, id: string, props: FirewallPolicyProps) {
    super(scope, id);
    const tiers = [...new Set(props.pairs.flat())];
    const group = new CfnRuleGroup(this, 'RuleGroup', {
      ruleGroupName: Names.uniqueResourceName(this, { maxLength: 128, separator: '-' }),
      description: 'Declared flows',
      type: 'STATEFUL',
      capacity: CAPACITY,
      ruleGroup: {
        statefulRuleOptions: { ruleOrder: 'STRICT_ORDER' },
        ruleVariables: {
          ipSets: Object.fromEntries(tiers.map((tier) => [variable(tier.tier.name), { definition: tier.blocks.map((block) => block.toString()) }])),
        },
        rulesSource: { rulesString: Lazy.string({ produce: () => rules(inspected(props)) }) },
      },
    });
    this.arn = new CfnFirewallPolicy(this, 'Resource', {
      firewallPolicyName: Names.uniqueResourceName(this, { maxLength: 128, separator: '-' }),
      description: 'Declared flows between tiers, and nothing else',
      firewallPolicy: {
        statelessDefaultActions: ['aws:forward_to_sfe'],
        statelessFragmentDefaultActions: ['aws:forward_to_sfe'],
        statefulDefaultActions: ['aws:drop_strict', 'aws:alert_strict'],
        statefulEngineOptions: {
          ruleOrder: 'STRICT_ORDER',
          // As shut as DROP, but clients hear of it, and connect anew instead of waiting.
          streamExceptionPolicy: 'REJECT',
          flowTimeouts: { tcpIdleTimeoutSeconds: props.idleTimeoutSeconds },
        },
        statefulRuleGroupReferences: [
          ...props.ruleGroupArns.map((resourceArn, index) => ({ resourceArn, priority: index + 1 })),
          { resourceArn: group.attrRuleGroupArn, priority: LAST },
        ],
      },
    }).attrFirewallPolicyArn;

    this.node.addValidation({
      validate: () => props.pairs.filter((pair) => inspected({ ...props, pairs: [pair] }).length === 0).map(([one, other]) =>
        `between: no flow is declared between ${one.tier.name} and ${other.tier.name}, so a firewall there has nothing to let pass; `
        + 'declare one with allow(), or leave the pair out'),
    });
  }
}

function inspected({ pairs, flows }: Pick<FirewallPolicyProps, 'pairs' | 'flows'>): TrafficFlow[] {
  return flows().filter(({ source, destination }) => {
    const ends = [source, destination].map((peer) => tierOf(peer)?.name);
    return ends[0] !== ends[1] && pairs.some((pair) => ends.every((end) => pair.some(({ tier }) => tier.name === end)));
  });
}

/** Two rules for a flow: what is called, and what is answered. A packet counts as an answer only in a flow that the other side opened. */
function rules(flows: TrafficFlow[]): string {
  return flows.flatMap((flow, index) => {
    const { protocol, fromPort, toPort } = flow;
    const [source, destination] = [flow.source, flow.destination].map((peer) => `$${variable(tierOf(peer)!.name)}`);
    const ports = fromPort === toPort ? String(fromPort) : `[${fromPort}:${toPort}]`;
    const rule = (ends: string, direction: string, what: string, sid: number) =>
      `pass ${protocol} ${ends} (msg:"${what}${text(flow)}"; flow:${direction}; sid:${sid}; rev:1;)`;
    return [
      rule(`${source} any -> ${destination} ${ports}`, 'to_server', '', 2 * index + 1),
      rule(`${destination} ${ports} -> ${source} any`, 'to_client', 'Answers of ', 2 * index + 2),
    ];
  }).join('\n');
}

function variable(tier: string): string {
  return `TIER_${tier.toUpperCase().replace(/-/g, '_')}`;
}

/** A flow in words, without the characters that end a text in a rule. */
function text(flow: TrafficFlow): string {
  return flow.toString().replace(/[^A-Za-z0-9 .,()_-]/g, '_');
}
