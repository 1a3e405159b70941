import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { DnsFirewall, DnsFirewallProps } from '../../lib/network/dns-firewall';
import { DnsFirewallFailureMode } from '../../lib/network/dns-firewall-failure-mode';
import { DnsFirewallMutationProtection } from '../../lib/network/dns-firewall-mutation-protection';
import { DnsPolicy } from '../../lib/network/dns-policy';
import { problemsOf } from '../support';

interface Rule { Action: string; BlockResponse?: string; Priority: number; FirewallDomainListId?: object; DnsThreatProtection?: string; ConfidenceThreshold?: string; FirewallDomainRedirectionAction?: string }

function make(props: Partial<DnsFirewallProps> = {}): { stack: Stack; template: Template } {
  const stack = new Stack(new App(), 'Network');
  new DnsFirewall(stack, 'Dns', { vpcId: 'vpc-1', ...props });
  return { stack, template: Template.fromStack(stack) };
}

const refusals = (props: Partial<DnsFirewallProps>) => problemsOf((stack) => new DnsFirewall(stack, 'Dns', { vpcId: 'vpc-1', ...props }));

/** What is done with queries, in the order in which rules are asked: with the domains, lists or patterns each is about. */
function rules(template: Template): string[] {
  const [group] = Object.values(template.findResources('AWS::Route53Resolver::FirewallRuleGroup'));
  const own = template.findResources('AWS::Route53Resolver::FirewallDomainList');
  const managed = template.findResources('Custom::AwsManagedId');
  const about = ({ FirewallDomainListId: list, DnsThreatProtection, ConfidenceThreshold }: Rule) => {
    const [id] = (list as { 'Fn::GetAtt': string[] } | undefined)?.['Fn::GetAtt'] ?? [];
    return id === undefined ? `${DnsThreatProtection} ${ConfidenceThreshold}`
      : own[id] ? (own[id].Properties.Domains as string[]).join(' ')
      : (/AWSManaged\w+/.exec(JSON.stringify(managed[id].Properties)))![0];
  };
  return (group.Properties.FirewallRules as Rule[]).sort((a, b) => a.Priority - b.Priority)
    .map((rule) => `${rule.Action} ${rule.BlockResponse ?? rule.FirewallDomainRedirectionAction} ${about(rule)}`);
}

const THREATS = [
  'BLOCK NXDOMAIN AWSManagedDomainsMalwareDomainList', 'BLOCK NXDOMAIN AWSManagedDomainsBotnetCommandandControl',
  'BLOCK NXDOMAIN AWSManagedDomainsAmazonGuardDutyThreatList', 'BLOCK NXDOMAIN AWSManagedDomainsAggregateThreatList',
];
const PATTERNS = ['BLOCK NXDOMAIN DNS_TUNNELING HIGH', 'BLOCK NXDOMAIN DGA HIGH'];

describe('DnsFirewall', () => {
  it('makes known threats and what looks like one not exist, and lets everything else be looked up', () => {
    expect(rules(make().template)).toEqual([...THREATS, ...PATTERNS]);
  });

  it('asks what is allowed first, then what is blocked, then AWS', () => {
    const { template } = make({ allowedDomains: ['good.example.com'], blockedDomains: ['example.net', '*.example.net'] });
    expect(rules(template)).toEqual([
      'ALLOW TRUST_REDIRECTION_DOMAIN good.example.com', 'BLOCK NXDOMAIN example.net *.example.net', ...THREATS, ...PATTERNS,
    ]);
  });

  it('lets nothing be looked up but what is listed, and of that no known threat', () => {
    const { template } = make({ policy: DnsPolicy.allowOnly(['*.eu-central-1.amazonaws.com', 'example.com']), blockedDomains: ['s3.eu-central-1.amazonaws.com'] });
    expect(rules(template)).toEqual([
      'BLOCK NXDOMAIN s3.eu-central-1.amazonaws.com', ...THREATS,
      'ALLOW TRUST_REDIRECTION_DOMAIN *.eu-central-1.amazonaws.com example.com', 'BLOCK NXDOMAIN *',
    ]);
  });

  it('leaves every rule at its number when lists come and go, since AWS changes them one at a time', () => {
    const numbers = (props: Partial<DnsFirewallProps>) => {
      const [group] = Object.values(make(props).template.findResources('AWS::Route53Resolver::FirewallRuleGroup'));
      return (group.Properties.FirewallRules as Rule[]).map(({ Priority, ...rule }) => `${Priority} ${JSON.stringify(rule)}`);
    };
    const [few, many] = [numbers({}), numbers({ allowedDomains: ['example.com'], blockedDomains: ['example.net'] })];
    expect(many).toEqual(expect.arrayContaining(few));
    expect(new Set(many.map((rule) => rule.split(' ')[0])).size).toBe(many.length);
    expect(numbers({ policy: DnsPolicy.allowOnly(['example.com']) })).toEqual(expect.arrayContaining(few.filter((rule) => !rule.includes('ThreatProtection'))));
  });

  it('is asked by the network, and blocks what it cannot answer for', () => {
    const { stack, template } = make();
    template.hasResourceProperties('AWS::Route53Resolver::FirewallRuleGroupAssociation', {
      VpcId: 'vpc-1', Priority: 101, MutationProtection: 'DISABLED',
      FirewallRuleGroupId: { 'Fn::GetAtt': [Object.keys(template.findResources('AWS::Route53Resolver::FirewallRuleGroup'))[0], 'Id'] },
    });
    // As AWS makes networks: shut.
    template.resourceCountIs('AWS::Route53Resolver::FirewallConfig', 0);
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  it('can be protected from being taken away, and stand among other rule groups', () => {
    make({ mutationProtection: DnsFirewallMutationProtection.ENABLED, priority: 9899 }).template
      .hasResourceProperties('AWS::Route53Resolver::FirewallRuleGroupAssociation', { MutationProtection: 'ENABLED', Priority: 9899 });
  });

  it('warns of each loosening', () => {
    const { stack, template } = make({ failureMode: DnsFirewallFailureMode.OPEN, allowedDomains: ['example.com'] });
    template.hasResourceProperties('AWS::Route53Resolver::FirewallConfig', { FirewallFailOpen: 'ENABLED' });
    Annotations.fromStack(stack).hasWarning('/Network/Dns', Match.stringLikeRegexp('cdk-secure-baseline:dns-firewall-fails-open'));
    Annotations.fromStack(stack).hasWarning('/Network/Dns', Match.stringLikeRegexp('example.com.*cdk-secure-baseline:dns-firewall-allowed-domains'));
  });

  it.each(['example', 'xn--bcher-kva.example', '*.example.com', 'EXAMPLE.com', `${'a'.repeat(63)}.com`])('takes the domain %s', (domain) => {
    expect(refusals({ blockedDomains: [domain] })).toEqual([]);
  });

  it.each([
    '*', '*.com', '*example.com', 'www.*.com', 'example.com.', 'https://example.com', 'example.com/path', 'bücher.example', '_dmarc.example.com', '-a.com', 'a b.com', '', '.com',
    `${'a'.repeat(64)}.com`, `${'a.'.repeat(127)}com`,
  ])('refuses the domain %p', (domain) => {
    const got = JSON.stringify(domain.length > 100 ? `${domain.slice(0, 100)}…` : domain);
    const problem = `got ${got}; allowed is a domain name, or *. and a domain name of two parts or more; write it like example.com or *.example.com, without a dot at the end`;
    expect(refusals({ blockedDomains: [domain] })).toEqual([`- blockedDomains[0]: ${problem}`]);
    expect(refusals({ allowedDomains: [domain] })).toEqual([`- allowedDomains[0]: ${problem}`]);
    expect(refusals({ policy: DnsPolicy.allowOnly([domain]) })).toEqual([`- policy[0]: ${problem}`]);
  });

  it.each<[string, Partial<DnsFirewallProps>, string[]]>([
    ['an empty list', { policy: DnsPolicy.allowOnly([]) }, ['policy: got 0; allowed is from 1 to 1000 domains; leave an empty list out, and use wildcards in a long one']],
    ['a list longer than AWS takes', { blockedDomains: [...Array(1001).keys()].map((index) => `a${index}.example.com`) },
      ['blockedDomains: got 1001; allowed is from 1 to 1000 domains; leave an empty list out, and use wildcards in a long one']],
    ['a domain twice, however it is written', { blockedDomains: ['example.com', 'Example.com'] },
      ['blockedDomains[1]: got "example.com"; allowed is each value once; leave the second one out']],
    ['a domain that is blocked and allowed', { blockedDomains: ['example.com'], allowedDomains: ['example.com'] },
      ['blockedDomains[0]: got "example.com"; allowed is a domain that is not allowed too; leave it out of one of the two']],
    ['a domain that is blocked and the only one allowed', { blockedDomains: ['example.com'], policy: DnsPolicy.allowOnly(['example.com']) },
      ['blockedDomains[0]: got "example.com"; allowed is a domain that is not allowed too; leave it out of one of the two']],
    ['two lists of what is allowed', { allowedDomains: ['example.com'], policy: DnsPolicy.allowOnly(['example.net']) },
      ['allowedDomains: got a list of 1; allowed is nothing, where the policy has the list of what is allowed; move them to DnsPolicy.allowOnly()']],
    ['a priority AWS does not take', { priority: 100 },
      ['priority: got 100; allowed is a whole number from 101 to 9899; leave it out, unless the network has other rule groups']],
    ['several problems at once', { priority: 9900, blockedDomains: ['*'] }, [
      'blockedDomains[0]: got "*"; allowed is a domain name, or *. and a domain name of two parts or more; write it like example.com or *.example.com, without a dot at the end',
      'priority: got 9900; allowed is a whole number from 101 to 9899; leave it out, unless the network has other rule groups',
    ]],
  ])('refuses %s', (_, props, problems) => {
    expect(refusals(props)).toEqual(problems.map((problem) => `- ${problem}`));
  });
});
