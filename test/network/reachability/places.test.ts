import { att, openTier, ref, rule, TemplateBuilder, webAndData } from './templates';

const subnets = { SubnetIds: [ref('DataSubnet')] };
const one = (type: string, properties: object) => webAndData().add('Thing', type, { ...properties });

describe('a place', () => {
  test.each([
    ['an instance', one('EC2::Instance', { SubnetId: ref('DataSubnet'), SecurityGroupIds: [ref('DataGroup')] })],
    ['an instance with its interface written out', one('EC2::Instance', { NetworkInterfaces: [{ SubnetId: ref('DataSubnet'), GroupSet: [ref('DataGroup')] }] })],
    ['a network interface', one('EC2::NetworkInterface', { SubnetId: ref('DataSubnet'), GroupSet: [ref('DataGroup')] })],
    ['an interface endpoint', one('EC2::VPCEndpoint', { VpcEndpointType: 'Interface', SubnetIds: [ref('DataSubnet')], SecurityGroupIds: [ref('DataGroup')] })],
    ['a load balancer', one('ElasticLoadBalancingV2::LoadBalancer', { Subnets: [ref('DataSubnet')], SecurityGroups: [ref('DataGroup')] })],
    ['a load balancer by mapping', one('ElasticLoadBalancingV2::LoadBalancer', { SubnetMappings: [{ SubnetId: ref('DataSubnet') }], SecurityGroups: [ref('DataGroup')] })],
    ['a function', one('Lambda::Function', { VpcConfig: { ...subnets, SecurityGroupIds: [ref('DataGroup')] } })],
    ['a database', one('RDS::DBInstance', { DBSubnetGroupName: ref('Group'), VPCSecurityGroups: [att('DataGroup', 'GroupId')] }).add('Group', 'RDS::DBSubnetGroup', subnets)],
    ['a database cluster', one('RDS::DBCluster', { DBSubnetGroupName: ref('Group'), VpcSecurityGroupIds: [ref('DataGroup')] }).add('Group', 'RDS::DBSubnetGroup', subnets)],
    ['a cache', one('ElastiCache::ReplicationGroup', { CacheSubnetGroupName: ref('Group'), SecurityGroupIds: [ref('DataGroup')] }).add('Group', 'ElastiCache::SubnetGroup', subnets)],
    ['a service', one('ECS::Service', { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [ref('DataSubnet')], SecurityGroups: [ref('DataGroup')] } } })],
    ['instances of a group', one('AutoScaling::AutoScalingGroup', { VPCZoneIdentifier: [ref('DataSubnet')], LaunchTemplate: { LaunchTemplateId: ref('Launch') } })
      .add('Launch', 'EC2::LaunchTemplate', { LaunchTemplateData: { SecurityGroupIds: [ref('DataGroup')] } })],
    ['instances of a group with interfaces', one('AutoScaling::AutoScalingGroup', { VPCZoneIdentifier: [ref('DataSubnet')], LaunchTemplate: { LaunchTemplateId: ref('Launch') } })
      .add('Launch', 'EC2::LaunchTemplate', { LaunchTemplateData: { NetworkInterfaces: [{ Groups: [ref('DataGroup')] }] } })],
    ['a mount target', one('EFS::MountTarget', { SubnetId: ref('DataSubnet'), SecurityGroups: [ref('DataGroup')] })],
    ['a resolver endpoint', one('Route53Resolver::ResolverEndpoint', { IpAddresses: [{ SubnetId: ref('DataSubnet') }], SecurityGroupIds: [ref('DataGroup')] })],
    ['clients of a VPN', one('EC2::ClientVpnEndpoint', { SecurityGroupIds: [ref('DataGroup')] })
      .add('Associated', 'EC2::ClientVpnTargetNetworkAssociation', { ClientVpnEndpointId: ref('Thing'), SubnetId: ref('DataSubnet') })],
  ])('is %s, by logical id', (_, template) => {
    expect(template.analyze().places).toContain('Thing');
    template.works('web', 'Thing', 5432);
    template.stops('web', 'Thing', 22);
    template.stops('internet', 'Thing', 5432);
  });

  test.each([
    ['a function outside of every VPC', one('Lambda::Function', {})],
    ['an instance in a subnet of another template', one('EC2::Instance', { SubnetId: 'subnet-1' })],
    ['an instance of a database cluster', one('RDS::DBInstance', { DBClusterIdentifier: ref('Cluster') })],
  ])('is not %s', (_, template) => {
    expect(template.analyze().places).toEqual(['web', 'data', 'internet']);
  });

  test('without a security group lets through what its kind lets through', () => {
    const balancer = (type: string) => one('ElasticLoadBalancingV2::LoadBalancer', { Type: type, Subnets: [ref('WebSubnet')] });

    balancer('network').works('internet', 'Thing', 443);
    balancer('application').stops('internet', 'Thing', 443);
  });

  test('that is one host alone does not reach itself, and one that may be several does', () => {
    const itself = (template: TemplateBuilder) => template.analyze().connections().filter(({ source, destination }) => source === 'Thing' && destination === 'Thing');
    const group = { SecurityGroupIngress: [rule('in tcp 80 0.0.0.0/0')], SecurityGroupEgress: [rule('out tcp 80 0.0.0.0/0')] };

    expect(itself(one('EC2::Instance', { SubnetId: ref('DataSubnet'), SecurityGroupIds: [ref('DataGroup')] }).set('DataGroup', group))).toEqual([]);
    expect(itself(one('Lambda::Function', { VpcConfig: { ...subnets, SecurityGroupIds: [ref('DataGroup')] } }).set('DataGroup', group))).toHaveLength(1);
  });

  test('has the address it was given', () => {
    const template = () => one('EC2::Instance', { SubnetId: ref('DataSubnet'), SecurityGroupIds: [ref('DataGroup')], PrivateIpAddress: '10.0.1.10' })
      .remove('WebAclOut110').entries('WebAcl', ref('WebAcl'), 'out 110 allow 10.0.1.10/32 tcp 5432');

    template().works('web', 'Thing', 5432);
    template().mayStop('web', 'data', 5432);
    template().set('Thing', { PrivateIpAddress: '10.0.1.11' }).stops('web', 'Thing', 5432);
  });

  test('that chooses client ports more widely needs more of them open', () => {
    const balancer = () => one('ElasticLoadBalancingV2::LoadBalancer', { Subnets: [ref('WebSubnet')], SecurityGroups: [ref('WebGroup')] });

    balancer().works('web', 'data', 5432);
    expect(balancer().mayStop('Thing', 'data', 5432)).toContain('on TCP ports 1024-3388, 3390-32767, where the answer goes');
  });

  test.each(['internet', 's3', 'WebGroup'])('has its VPC in front where a tier is named %s, which means something else already', (name) => {
    const template = webAndData().set('DataSubnet', { Tags: [{ Key: 'secure-baseline:tier', Value: name }] })
      .add('S3', 'EC2::VPCEndpoint', { VpcId: ref('Vpc'), ServiceName: 'com.amazonaws.eu-west-1.s3', RouteTableIds: [] });

    expect(template.analyze().places).toEqual(['web', `Vpc/${name}`, 'internet', 's3']);
  });

  test('has its VPC in front where two VPCs have a tier of one name', () => {
    const template = openTier(webAndData().vpc('Other', '10.1.0.0/16'), 'Other', 'mine', '10.1.0.0/24').set('MineSubnet', { Tags: [{ Key: 'secure-baseline:tier', Value: 'data' }] });

    expect(template.analyze().places).toEqual(['web', 'Vpc/data', 'Other/data', 'internet']);
  });
});

describe('a block outside', () => {
  test('is a place under its own text, without what belongs to a VPC', () => {
    const template = () => webAndData().entries('DataAcl', ref('DataAcl'), 'in 10 deny 198.51.100.0/24 all', 'in 11 allow 10.0.0.0/8 tcp 443', 'in 12 allow 10.0.0.0/20 tcp 1')
      .set('WebGroup', { SecurityGroupIngress: [rule('in tcp 443 169.254.0.0/16'), rule('in tcp 443 192.168.0.0/16'), rule('in tcp 443 0.0.0.0/0')] });

    expect(template().analyze().places).toEqual(['web', 'data', 'internet', '10.0.0.0/8', '192.168.0.0/16', '198.51.100.0/24']);
    expect(template().stops('10.0.0.0/8', 'data', 443)).toContain('has no route to 10.0.0.0/8');
  });
});
