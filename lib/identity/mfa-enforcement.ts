import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { arnOf } from './arn';

/** What a person without MFA may still do, to get MFA. */
const ENROLMENT_ACTIONS = [
  'iam:CreateVirtualMFADevice',
  'iam:EnableMFADevice',
  'iam:GetMFADevice',
  'iam:GetUser',
  'iam:ListMFADevices',
  'iam:ListVirtualMFADevices',
  'iam:ResyncMFADevice',
  'sts:GetSessionToken',
];

/** What every person may do with the own user, once MFA is there. */
const SELF_SERVICE_ACTIONS = [
  'iam:ChangePassword',
  'iam:CreateAccessKey',
  'iam:DeactivateMFADevice',
  'iam:DeleteAccessKey',
  'iam:EnableMFADevice',
  'iam:GetAccessKeyLastUsed',
  'iam:GetLoginProfile',
  'iam:GetMFADevice',
  'iam:GetUser',
  'iam:ListAccessKeys',
  'iam:ListGroupsForUser',
  'iam:ListMFADevices',
  'iam:ResyncMFADevice',
  'iam:UpdateAccessKey',
];

/**
 * How a group makes its members use multi-factor authentication: a denial of everything else, which no other policy can get around.
 *
 * Every mode but one also denies long-term access keys used as they are: a program needs a session with MFA (`aws sts get-session-token`) or a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
 */
export class MfaEnforcement {
  /**
   * Without MFA a member can enrol a device, and nothing else.
   *
   * A user created with "must change password at next sign-in" cannot get past that page, because changing it would be done without MFA:
   * create users with a password they keep until the device is enrolled.
   */
  public static strict(): MfaEnforcement {
    return new MfaEnforcement('strict', []);
  }

  /**
   * Without MFA a member can enrol a device and change the own password, as "must change password at next sign-in" asks for.
   *
   * The looser mode: whoever learns a password can replace it, for as long as no device is enrolled. Gives a warning at synthesis.
   */
  public static firstLoginPasswordChange(): MfaEnforcement {
    return new MfaEnforcement('first-login-password-change', ['iam:ChangePassword']);
  }

  /**
   * As strict, with FIDO2 security keys and passkeys alone: codes from an app can be read out to a stranger, these cannot.
   */
  public static phishingResistant(): MfaEnforcement {
    return new MfaEnforcement('phishing-resistant', [], { virtualDevices: false });
  }

  /**
   * As strict for people in the console, but long-term access keys work as they are.
   *
   * The loosest mode: whoever finds a key has what its owner has. For programs that cannot use a role yet. Gives a warning at synthesis.
   */
  public static accessKeysWithoutMfa(): MfaEnforcement {
    return new MfaEnforcement('access-keys-without-mfa', [], { accessKeys: true });
  }

  private constructor(
    /** Name of the mode, as it appears in warnings and reports. */
    public readonly mode: string,
    private readonly alsoWithoutMfa: string[],
    private readonly options: { readonly virtualDevices?: boolean; readonly accessKeys?: boolean } = {},
  ) {}

  /**
   * What a mode lets through that the strict one does not, for the warning.
   *
   * @internal
   */
  public get _loosening(): string | undefined {
    return this.options.accessKeys ? 'long-term access keys work without MFA'
      : this.alsoWithoutMfa.length > 0 ? 'members may change their password without MFA'
      : undefined;
  }

  /** @internal */
  public _statements(): PolicyStatement[] {
    // IAM puts in the name of whoever is signed in, at each request.
    const own = (type: string) => arnOf('iam', `${type}/\${aws:username}`, '');
    const virtual = this.options.virtualDevices ?? true;
    const withoutMfa = [...ENROLMENT_ACTIONS, ...this.alsoWithoutMfa].filter((action) => virtual || !action.includes('Virtual'));
    return [
      new PolicyStatement({
        sid: 'SeeOwnOptions',
        actions: ['iam:GetAccountPasswordPolicy', 'iam:ListVirtualMFADevices'],
        resources: ['*'],
      }),
      new PolicyStatement({ sid: 'ManageOwnUser', actions: SELF_SERVICE_ACTIONS, resources: [own('user')] }),
      // A device gets its name before it belongs to anybody.
      new PolicyStatement({
        sid: 'CreateDevice',
        actions: ['iam:CreateVirtualMFADevice'],
        resources: [arnOf('iam', 'mfa/*', '')],
      }),
      new PolicyStatement({ sid: 'DeleteOwnDevice', actions: ['iam:DeleteVirtualMFADevice'], resources: [own('mfa')] }),
      new PolicyStatement({
        sid: 'NothingElseWithoutMfa',
        effect: Effect.DENY,
        notActions: withoutMfa.sort(),
        resources: ['*'],
        // Requests of a long-term access key say nothing of MFA: `IfExists` denies those too.
        conditions: { [this.options.accessKeys ? 'Bool' : 'BoolIfExists']: { 'aws:MultiFactorAuthPresent': 'false' } },
      }),
      ...virtual ? [] : [new PolicyStatement({
        sid: 'NoVirtualDevices', effect: Effect.DENY, actions: ['iam:CreateVirtualMFADevice'], resources: ['*'],
      })],
    ];
  }
}
