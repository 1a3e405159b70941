import { Template } from 'aws-cdk-lib/assertions';
import { ClientVpn } from '../../lib/network/client-vpn';
import { ClientVpnAuthentication } from '../../lib/network/client-vpn-authentication';
import { EDGE, network } from './connections';

const CERTIFICATE = 'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012';
const [PEOPLE, PORTAL] = ['people', 'portal'].map((name) => `arn:aws:iam::111122223333:saml-provider/${name}`);

function vpn(authentication: ClientVpnAuthentication): { connection: ClientVpn; template: () => Template } {
  const { stack, vpc } = network();
  const connection = new ClientVpn(stack, 'Connection', { vpc, tier: EDGE, clientCidr: '10.200.0.0/22', serverCertificateArn: CERTIFICATE, authentication });
  return { connection, template: () => Template.fromStack(stack) };
}

describe('a client VPN authenticates', () => {
  test('by client certificates, which know no groups', () => {
    const { connection, template } = vpn(ClientVpnAuthentication.mutual(CERTIFICATE));

    template().hasResourceProperties('AWS::EC2::ClientVpnEndpoint', {
      AuthenticationOptions: [{ Type: 'certificate-authentication', MutualAuthentication: { ClientRootCertificateChainArn: CERTIFICATE } }],
      SelfServicePortal: 'disabled',
    });
    expect(connection.users().name).toBe('Connection users');
    expect(() => connection.users('dba')).toThrow(/group: got "dba"; allowed is nothing: certificates know no groups; leave it out, or use ClientVpnAuthentication\.saml\(\)/);
  });

  test('by single sign-on, with groups', () => {
    const { connection, template } = vpn(ClientVpnAuthentication.saml(PEOPLE));

    template().hasResourceProperties('AWS::EC2::ClientVpnEndpoint', {
      AuthenticationOptions: [{ Type: 'federated-authentication', FederatedAuthentication: { SAMLProviderArn: PEOPLE } }], SelfServicePortal: 'disabled',
    });
    expect(connection.users('dba').name).toBe('Connection group dba');
  });

  test('by single sign-on, with a portal where there is a provider for it', () => {
    vpn(ClientVpnAuthentication.saml(PEOPLE, PORTAL)).template().hasResourceProperties('AWS::EC2::ClientVpnEndpoint', {
      AuthenticationOptions: [{ FederatedAuthentication: { SAMLProviderArn: PEOPLE, SelfServiceSAMLProviderArn: PORTAL } }], SelfServicePortal: 'enabled',
    });
  });
});

describe('authentication refuses', () => {
  test.each([
    ['a client certificate that AWS Certificate Manager does not keep', ClientVpnAuthentication.mutual('arn:aws:iam::111122223333:server-certificate/x'),
      /authentication: got "arn:aws:iam::111122223333:server-certificate\/x"; allowed is the ARN of a certificate in AWS Certificate Manager/],
    ['a provider that is none', ClientVpnAuthentication.saml('people'), /authentication: got "people"; allowed is the ARN of a SAML provider/],
    ['a provider for the portal that is none', ClientVpnAuthentication.saml(PEOPLE, 'portal'), /authentication: got "portal"; allowed is the ARN of a SAML provider/],
  ])('%s', (_, authentication, message) => {
    expect(() => vpn(authentication)).toThrow(message);
  });
});
