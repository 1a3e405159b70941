import { CfnClientVpnEndpoint } from 'aws-cdk-lib/aws-ec2';
import { checkText, Problem } from '../private/validation';

/** A certificate that AWS Certificate Manager keeps. */
const CERTIFICATE = /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]+$/;
const SAML_PROVIDER = /^arn:aws[a-z-]*:iam::\d{12}:saml-provider\/[\w.-]{1,128}$/;

/**
 * How a ClientVpn finds out who connects.
 *
 * @see https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/client-authentication.html
 */
export class ClientVpnAuthentication {
  /**
   * By client certificates of one authority. A certificate says which device connects, not who: there are no groups, and whoever leaves is kept out
   * with a client certificate revocation list.
   *
   * @param clientRootCertificateArn - ARN of the authority's certificate in AWS Certificate Manager, in the region of the network
   */
  public static mutual(clientRootCertificateArn: string): ClientVpnAuthentication {
    return new ClientVpnAuthentication({ clientRootCertificateArn });
  }

  /**
   * By single sign-on with an identity provider, which also knows the groups people are in and asks for a second factor.
   *
   * @param providerArn - ARN of the SAML provider in IAM
   * @param selfServiceProviderArn - ARN of the one for the self-service portal, where people fetch client and configuration; the portal is off
   * unless given
   */
  public static saml(providerArn: string, selfServiceProviderArn?: string): ClientVpnAuthentication {
    return new ClientVpnAuthentication({ providerArn, selfServiceProviderArn });
  }

  /** @internal */
  public static _certificateProblems(prop: string, arn: string | undefined): Problem[] {
    return checkText(prop, arn, CERTIFICATE, 'the ARN of a certificate in AWS Certificate Manager',
      'import the certificate into the region of the network, and copy its ARN');
  }

  private constructor(
    private readonly arns: { readonly clientRootCertificateArn?: string; readonly providerArn?: string; readonly selfServiceProviderArn?: string },
  ) {}

  /** Whether it knows the groups people are in. */
  public get knowsGroups(): boolean {
    return this.arns.providerArn !== undefined;
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    const saml = (arn?: string) => checkText(prop, arn, SAML_PROVIDER, 'the ARN of a SAML provider in IAM',
      'make the provider with the metadata of the identity provider, and copy its ARN');
    return [
      ...ClientVpnAuthentication._certificateProblems(prop, this.arns.clientRootCertificateArn),
      ...saml(this.arns.providerArn), ...saml(this.arns.selfServiceProviderArn),
    ];
  }

  /** @internal */
  public get _endpointProps(): Pick<CfnClientVpnEndpoint, 'authenticationOptions' | 'selfServicePortal'> {
    const { clientRootCertificateArn, providerArn, selfServiceProviderArn } = this.arns;
    return {
      authenticationOptions: [providerArn === undefined
        ? { type: 'certificate-authentication', mutualAuthentication: { clientRootCertificateChainArn: clientRootCertificateArn! } }
        : {
          type: 'federated-authentication',
          federatedAuthentication: { samlProviderArn: providerArn, selfServiceSamlProviderArn: selfServiceProviderArn },
        }],
      selfServicePortal: selfServiceProviderArn === undefined ? 'disabled' : 'enabled',
    };
  }
}
