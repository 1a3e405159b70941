import { Intrinsics } from '../../../lib/network/reachability/intrinsics';

const intrinsics = new Intrinsics();
intrinsics.attributes.set('Vpc.CidrBlock', '10.0.0.0/16');
intrinsics.attributes.set('Vpc.Ipv6CidrBlocks', ['2001:db8::/56']);
const ipv6 = { 'Fn::Select': [0, { 'Fn::GetAtt': ['Vpc', 'Ipv6CidrBlocks'] }] };

describe('a value of a template', () => {
  test.each([
    ['text', 'a', 'a'],
    ['a part of an IPv4 block', { 'Fn::Select': [3, { 'Fn::Cidr': [{ 'Fn::GetAtt': ['Vpc', 'CidrBlock'] }, 16, '12'] }] }, '10.0.48.0/20'],
    ['a part of an IPv6 block', { 'Fn::Select': ['2', { 'Fn::Cidr': [ipv6, 4, '64'] }] }, '2001:db8:0:2::/64'],
    ['a part of a part', { 'Fn::Select': [1, { 'Fn::Cidr': [{ 'Fn::Select': [1, { 'Fn::Cidr': ['10.0.0.0/16', 2, 15] }] }, 2, 14] }] }, '10.0.192.0/18'],
    ['all parts', { 'Fn::Cidr': ['10.0.0.0/30', 4, '0'] }, ['10.0.0.0/32', '10.0.0.1/32', '10.0.0.2/32', '10.0.0.3/32']],
    ['a joined text', { 'Fn::Join': ['.', ['com.amazonaws', { Ref: 'AWS::Region' }, 's3']] }, 'com.amazonaws.region.s3'],
    ['a substituted text', { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.${!s3}' }, 'com.amazonaws.region.${s3}'],
    ['a text with a variable', { 'Fn::Sub': ['${Net}.0.0/16', { Net: '10.1' }] }, '10.1.0.0/16'],
    ['an item of a split text', { 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b'] }] }, 'b'],
    ['an attribute written with a dot', { 'Fn::GetAtt': 'Vpc.CidrBlock' }, '10.0.0.0/16'],
    ['a list', [{ Ref: 'AWS::Partition' }, 1], ['aws', 1]],
    ['a parameter', { Ref: 'Parameter' }, undefined],
    ['an import', { 'Fn::ImportValue': 'x' }, undefined],
    ['a condition', { 'Fn::If': ['C', 'a', 'b'] }, undefined],
    ['a part of a parameter', { 'Fn::Select': [0, { 'Fn::Cidr': [{ Ref: 'Parameter' }, 2, '8'] }] }, undefined],
    ['a part of unknown size', { 'Fn::Select': [0, { 'Fn::Cidr': ['10.0.0.0/16', 2, { Ref: 'Parameter' }] }] }, undefined],
    ['a text joined with a parameter', { 'Fn::Join': ['', ['a', { Ref: 'Parameter' }]] }, undefined],
    ['a text with an unknown variable', { 'Fn::Sub': '${Parameter}/16' }, undefined],
    ['an item of what is no list', { 'Fn::Select': [0, { Ref: 'Parameter' }] }, undefined],
  ])('is carried out: %s', (_, raw, value) => {
    expect(intrinsics.value(raw)).toEqual(value);
  });

  test.each([
    ['a literal id', 'vpc-1', 'vpc-1'],
    ['a reference', { Ref: 'Vpc' }, 'Vpc'],
    ['an id as an attribute', { 'Fn::GetAtt': ['Vpc', 'VpcId'] }, 'Vpc'],
    ['the network ACL a VPC is born with', { 'Fn::GetAtt': ['Vpc', 'DefaultNetworkAcl'] }, 'Vpc.DefaultNetworkAcl'],
    ['an endpoint of a firewall', { 'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::Select': [0, { 'Fn::GetAtt': ['Firewall', 'EndpointIds'] }] }] }] }, 'Firewall'],
    ['an import', { 'Fn::ImportValue': 'Vpc' }, '{"Fn::ImportValue":"Vpc"}'],
    ['nothing', { Ref: 'AWS::NoValue' }, undefined],
    ['no property', undefined, undefined],
  ])('refers to a resource: %s', (_, raw, id) => {
    expect(intrinsics.identity(raw)).toBe(id);
  });
});
