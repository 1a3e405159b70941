import { DefaultVpcRemoval } from '../../lib';
import { ACCOUNT, REGION, synthesize } from '../support';
import { permissions } from './setting-life';

describe('the function that removes default VPCs', () => {
  const arn = (resource: string) => `arn:aws:ec2:${REGION}:${ACCOUNT}:${resource}/*`;
  const template = synthesize((stack) => {
    new DefaultVpcRemoval(stack, 'Removal');
  });

  it('may take a VPC apart and put one back, and nothing else', () => {
    const { '*': any, ...named } = permissions(template);
    expect(any.filter((action) => !action.startsWith('ec2:Describe'))).toEqual(['ec2:CreateDefaultSubnet', 'ec2:CreateDefaultVpc']);
    expect(named).toEqual({
      [arn('subnet')]: ['ec2:DeleteSubnet'],
      [arn('vpc')]: ['ec2:DeleteVpc'],
      [`${arn('internet-gateway')},${arn('vpc')}`]: ['ec2:AttachInternetGateway', 'ec2:DeleteInternetGateway', 'ec2:DetachInternetGateway'],
      [arn('security-group')]: ['Egress', 'Ingress'].flatMap((way) => [`ec2:AuthorizeSecurityGroup${way}`, `ec2:RevokeSecurityGroup${way}`]).sort(),
    });
  });
});
