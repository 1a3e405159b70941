import { IBucket } from 'aws-cdk-lib/aws-s3';
import { BaselineDomain } from '../baseline-domain';
import { Problem } from '../private/validation';
import { MfaEnforcement } from './mfa-enforcement';

/** Properties of the groups of a baseline. */
export interface IdentityGroupsProps {
  /**
   * How members of every group are made to use MFA.
   *
   * @default MfaEnforcement.strict()
   */
  readonly mfa?: MfaEnforcement;

  /**
   * Buckets whose objects developers upload and read, but never delete.
   *
   * @default - no bucket's objects at all
   */
  readonly developerBuckets?: IBucket[];
}

/** How a baseline covers identity. */
export class IdentityDomain extends BaselineDomain {
  /**
   * An AdminGroup, a DeveloperGroup and a FinanceGroup.
   *
   * @param props - what the groups share
   */
  public static groups(props: IdentityGroupsProps = {}): IdentityDomain {
    return new IdentityDomain(props);
  }

  /**
   * Leaves the groups out. Gives a warning at synthesis.
   *
   * @param reason - where people come from instead, such as IAM Identity Center
   */
  public static omitted(reason: string): IdentityDomain {
    return new IdentityDomain({}, reason);
  }

  private constructor(
    /** @internal */
    public readonly _props: IdentityGroupsProps,
    omittedBecause?: string,
  ) {
    super(omittedBecause);
  }

  /** @internal */
  public override _problems(): Problem[] {
    return [];
  }
}
