import { TransportProtocol } from '../../../lib/network/transport-protocol';
import { att, openTier, ref, rule, TemplateBuilder, webAndData } from './templates';

/** Two tiers whose network ACLs let everything through, and whose groups have only these rules. */
function tiers(caller: object, called: object): TemplateBuilder {
  return openTier(openTier(new TemplateBuilder().vpc('Vpc', '10.0.0.0/16'), 'Vpc', 'one', '10.0.0.0/24'), 'Vpc', 'two', '10.0.1.0/24')
    .set('OneGroup', { SecurityGroupIngress: [], ...caller }).set('TwoGroup', { SecurityGroupEgress: [rule('out tcp 1 192.0.2.1/32')], ...called });
}
const out = { SecurityGroupEgress: [rule('out -1 all 0.0.0.0/0')] };

describe('a security group', () => {
  test.each([
    ['by block', { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/16' }, true],
    ['by a block that is not the caller', { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.2.0/24' }, false],
    ['by group', { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, SourceSecurityGroupId: ref('OneGroup') }, true],
    ['by a group that is not the caller', { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, SourceSecurityGroupId: ref('TwoGroup') }, false],
    ['by the name of a group', { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, SourceSecurityGroupName: ref('OneGroup') }, true],
    ['on a range', { IpProtocol: 'tcp', FromPort: 70, ToPort: 90, CidrIp: '0.0.0.0/0' }, true],
    ['on another port', { IpProtocol: 'tcp', FromPort: 81, ToPort: 90, CidrIp: '0.0.0.0/0' }, false],
    ['by protocol number', { IpProtocol: '6', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' }, true],
    ['by protocol number that is a number', { IpProtocol: 6, FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' }, true],
    ['by another protocol', { IpProtocol: '17', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' }, false],
    ['by any protocol, whatever the ports', { IpProtocol: '-1', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }, true],
    ['by all ports of a protocol', { IpProtocol: 'TCP', FromPort: -1, ToPort: -1, CidrIp: '0.0.0.0/0' }, true],
    ['by ICMP', { IpProtocol: 'icmp', FromPort: -1, ToPort: -1, CidrIp: '0.0.0.0/0' }, false],
    ['for IPv6 alone', { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIpv6: '::/0' }, false],
  ])('that lets in %s', (_, ingress, works) => {
    for (const template of [
      tiers(out, { SecurityGroupIngress: [ingress] }),
      tiers(out, { SecurityGroupIngress: [] }).add('Apart', 'EC2::SecurityGroupIngress', { GroupId: ref('TwoGroup'), ...ingress }),
    ]) {
      if (works) {
        template.works('one', 'two', 80);
      } else {
        expect(template.stops('one', 'two', 80)).toContain('security group TwoGroup lets nothing in from 10.0.0.0/24 on TCP port 80');
      }
    }
  });

  test('lets UDP through where a rule says so', () => {
    tiers(out, { SecurityGroupIngress: [rule('in udp 53 @OneGroup')] }).works('one', 'two', 53, TransportProtocol.UDP);
    tiers(out, { SecurityGroupIngress: [rule('in udp 53 @OneGroup')] }).stops('one', 'two', 53);
  });

  test('lets everything out that was born without a rule to the contrary, even when rules of its own say less', () => {
    const into = { SecurityGroupIngress: [rule('in -1 all @OneGroup')] };
    const less = (template: TemplateBuilder) => template.add('Less', 'EC2::SecurityGroupEgress', { GroupId: ref('OneGroup'), IpProtocol: 'tcp', FromPort: 1, ToPort: 1, CidrIp: '192.0.2.1/32' });

    tiers({ SecurityGroupEgress: undefined }, into).works('one', 'two', 80);
    tiers({ SecurityGroupEgress: [] }, into).works('one', 'two', 80);
    less(tiers({ SecurityGroupEgress: undefined }, into)).works('one', 'two', 80);
    less(tiers({ SecurityGroupEgress: [rule('out tcp 2 192.0.2.1/32')] }, into)).stops('one', 'two', 80);
  });

  test('of which there are several adds what each of them lets through', () => {
    const template = tiers(out, { SecurityGroupIngress: [] }).group('More', 'Vpc', undefined, 'in tcp 80 @OneGroup')
      .add('Both', 'EC2::Instance', { SubnetId: ref('TwoSubnet'), SecurityGroupIds: [ref('TwoGroup'), ref('More')] });

    template.works('one', 'Both', 80);
    expect(template.stops('one', 'Both', 81)).toContain('security groups TwoGroup, More let nothing in from 10.0.0.0/24');
  });

  test('of the VPC that the baseline empties lets nothing through', () => {
    const emptied = (direction: string, wanted = '[]') => tiers(out, {}).add('A', 'EC2::Instance', { SubnetId: ref('OneSubnet') }).add('B', 'EC2::Instance', { SubnetId: ref('TwoSubnet') })
      .setting('Emptied', { Setting: { 'Fn::Join': ['', [`{"wanted":${wanted},"write":{"command":"RevokeSecurityGroup${direction}","input":{"GroupId":"`, att('Vpc', 'DefaultSecurityGroup'), '"}}}']] } });

    expect(emptied('Ingress').stops('A', 'B', 22)).toContain('security group Vpc.DefaultSecurityGroup lets nothing in');
    expect(emptied('Egress').stops('A', 'B', 22)).toContain('security group Vpc.DefaultSecurityGroup lets nothing out');
    emptied('Egress', '[1]').works('A', 'B', 22);
  });

  test('of the VPC counts where none is named, and lets its members talk', () => {
    const template = tiers(out, {}).add('A', 'EC2::Instance', { SubnetId: ref('OneSubnet') }).add('B', 'EC2::Instance', { SubnetId: ref('TwoSubnet') });

    template.works('A', 'B', 22);
    expect(template.stops('one', 'B', 22)).toContain('security group Vpc.DefaultSecurityGroup lets nothing in');
  });
});

describe('a prefix list', () => {
  const cloudFront = () => webAndData().set('WebGroup', { SecurityGroupIngress: [rule('in tcp 443 pl-1')] });

  test('that the template does not spell out may be anybody outside', () => {
    expect(cloudFront().mayStop('internet', 'web', 443)).toContain('security group WebGroup lets nothing in');
  });

  test('that it spells out is the blocks in it', () => {
    const template = cloudFront().set('WebGroup', { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourcePrefixListId: ref('List') }] })
      .add('List', 'EC2::PrefixList', { AddressFamily: 'IPv4', MaxEntries: 2, PrefixListName: 'offices', Entries: [{ Cidr: '198.51.100.0/24' }, { Cidr: '203.0.113.0/24' }] });

    template.works('198.51.100.0/24', 'web', 443);
    template.works('203.0.113.9', 'web', 443);
    template.stops('192.0.2.1', 'web', 443);
  });

  test('to let packets out to is that of the gateway endpoints, when there are any', () => {
    const template = (...entries: string[]) => webAndData().set('DataGroup', { SecurityGroupEgress: [rule('out tcp 443 pl-1')] })
      .entries('DataAcl', ref('DataAcl'), ...entries)
      .add('S3', 'EC2::VPCEndpoint', { VpcId: ref('Vpc'), ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', ref('AWS::Region'), '.s3']] }, RouteTableIds: [ref('DataTable')] });
    const all = ['out 50 allow 0.0.0.0/0 tcp 443', 'in 50 allow 0.0.0.0/0 tcp 1024-65535'];

    template(...all).works('data', 's3', 443);
    expect(template(...all).analyze().places).toEqual(['web', 'data', 'internet', 's3']);
    template(...all).analyze().cannotReach('data', 'internet');
    template(...all).analyze().cannotReach('s3', 'data');
    expect(template('out 50 allow 52.0.0.0/8 tcp 443', all[1]).stops('data', 's3', 443)).toContain('network ACL DataAcl lets nothing out to s3');
    expect(template(all[0]).stops('data', 's3', 443)).toContain('network ACL DataAcl lets nothing in from s3 on TCP ports 32768-65535');
    expect(template(...all).set('S3', { RouteTableIds: [ref('WebTable')] }).stops('data', 's3', 443)).toContain('route table DataTable of subnet DataSubnet has no route to s3');
    expect(template(...all).set('DataGroup', { SecurityGroupEgress: [rule('out tcp 443 10.0.0.0/8')] }).stops('data', 's3', 443)).toContain('security group DataGroup lets nothing out to s3');
  });
});
