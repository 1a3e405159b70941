import { Template } from 'aws-cdk-lib/assertions';
import { TransitGateway } from '../../lib/network/transit-gateway';
import { synthesize } from '../support';

describe('a transit gateway', () => {
  test('neither accepts, nor associates, nor announces anything by itself', () => {
    synthesize((stack) => new TransitGateway(stack, 'Hub')).hasResourceProperties('AWS::EC2::TransitGateway', {
      AmazonSideAsn: 64512, AutoAcceptSharedAttachments: 'disable', DefaultRouteTableAssociation: 'disable', DefaultRouteTablePropagation: 'disable',
      DnsSupport: 'enable', MulticastSupport: 'disable', SecurityGroupReferencingSupport: 'disable', VpnEcmpSupport: 'enable', Description: 'Test/Hub',
    });
  });

  test('takes a number and a description', () => {
    synthesize((stack) => new TransitGateway(stack, 'Hub', { amazonSideAsn: 4_200_000_000, description: 'Between plants' }))
      .hasResourceProperties('AWS::EC2::TransitGateway', { AmazonSideAsn: 4_200_000_000, Description: 'Between plants' });
  });

  test('tells its id and ARN', () => {
    const template: Template = synthesize((stack) => {
      const { transitGatewayId, transitGatewayArn } = new TransitGateway(stack, 'Hub');
      expect([stack.resolve(transitGatewayId), stack.resolve(transitGatewayArn)]).toEqual(['Id', 'TransitGatewayArn'].map((name) => ({ 'Fn::GetAtt': [expect.stringMatching(/^Hub/), name] })));
    });
    template.resourceCountIs('AWS::EC2::TransitGatewayRouteTable', 0);
  });

  test.each([64511, 65535, 4_199_999_999, 64512.5])('refuses %d, which is no number for private use', (amazonSideAsn) => {
    expect(() => synthesize((stack) => new TransitGateway(stack, 'Hub', { amazonSideAsn })))
      .toThrow(/amazonSideAsn: got [\d.]+; allowed is 64512 to 65534, or 4200000000 to 4294967294; leave it out/);
  });
});
