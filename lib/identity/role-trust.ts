import { Aws } from 'aws-cdk-lib';
import {
  AccountPrincipal, ArnPrincipal, Conditions, FederatedPrincipal, IGroup, IPrincipal, PrincipalBase, WebIdentityPrincipal,
} from 'aws-cdk-lib/aws-iam';
import { checkAccountId, checkText, Problem } from '../private/validation';

const WITH_MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };

/**
 * Who may assume a role, and how they prove who they are.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user.html
 */
export class RoleTrust {
  /**
   * Users of another account whose administrators let them, signed in with MFA.
   *
   * @param accountId - 12 digits
   */
  public static account(accountId: string): RoleTrust {
    return new RoleTrust(new AccountPrincipal(accountId), WITH_MFA, checkAccountId('trust', accountId));
  }

  /**
   * Members of a group of this account, signed in with MFA. The group is given the permission to assume the role.
   *
   * @param group - such as that of a PersonaGroup
   */
  public static group(group: IGroup): RoleTrust {
    return new RoleTrust(new AccountPrincipal(Aws.ACCOUNT_ID), WITH_MFA, [], group);
  }

  /**
   * One user of this account, signed in with MFA.
   *
   * @param userName - name of the IAM user
   */
  public static user(userName: string): RoleTrust {
    const problems = checkText('trust', userName, /^[A-Za-z0-9+=,.@_-]{1,64}$/, 'the name of an IAM user', 'write it without its path, like ann');
    return new RoleTrust(new ArnPrincipal(`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:user/${userName}`), WITH_MFA, problems);
  }

  /**
   * Whoever a SAML 2.0 identity provider signs in to the console. MFA is the provider's to ask for.
   *
   * @param providerArn - ARN of the provider in IAM
   */
  public static saml(providerArn: string): RoleTrust {
    const problems = checkText('trust', providerArn, /^arn:[^:]+:iam::\d{12}:saml-provider\/.+$/,
      'the ARN of a SAML provider', 'copy it from the console of IAM');
    const audience = { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } };
    return new RoleTrust(new FederatedPrincipal(providerArn, {}, 'sts:AssumeRoleWithSAML'), audience, problems);
  }

  /**
   * One subject of an OpenID Connect identity provider, such as a deployment pipeline.
   *
   * @param providerArn - ARN of the provider in IAM
   * @param audience - what the token must be meant for
   * @param subject - who the token must speak of; `*` stands for any characters within it, but not for all of it
   */
  public static oidc(providerArn: string, audience: string, subject: string): RoleTrust {
    const issuer = providerArn.split('oidc-provider/')[1] ?? '';
    return new RoleTrust(
      new WebIdentityPrincipal(providerArn),
      { StringEquals: { [`${issuer}:aud`]: audience }, StringLike: { [`${issuer}:sub`]: subject } },
      [
        ...checkText('trust', providerArn, /^arn:[^:]+:iam::\d{12}:oidc-provider\/.+$/,
          'the ARN of an OIDC provider', 'copy it from the console of IAM'),
        ...checkText('trust', subject, /^[^*]{4,}/,
          'a subject that begins with who it is', 'write it like repo:my-organization/my-repository:ref:refs/heads/main'),
      ],
    );
  }

  private constructor(
    private readonly principal: PrincipalBase,
    private readonly conditions: Conditions,
    private readonly problems: Problem[],
    /** @internal */
    public readonly _group?: IGroup,
  ) {}

  /** @internal */
  public _assumedBy(): IPrincipal {
    return this.principal.withConditions(this.conditions);
  }

  /** @internal */
  public _problems(): Problem[] {
    return this.problems;
  }
}
