import { Duration } from 'aws-cdk-lib';
import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { Construct } from 'constructs';
import { checkAccountId, checkDays, checkRange, checkUnique, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';

/** Properties of an OrganizationUnusedAccessAnalyzer. */
export interface OrganizationUnusedAccessAnalyzerProps {
  /**
   * For how long something must have been unused to be reported, from 1 to 365 days.
   *
   * @default Duration.days(90)
   */
  readonly unusedAccessAge?: Duration;

  /**
   * Accounts that are not looked at and not paid for, such as sandboxes: 1 to 2,000, each of 12 digits. Gives a warning at synthesis.
   *
   * @default - every account is looked at
   */
  readonly excludedAccounts?: string[];
}

/**
 * IAM Access Analyzer for unused access in an organization: finds roles, access keys, passwords and permissions that nobody has used for a while, in
 * all accounts.
 *
 * For the account that administers IAM Access Analyzer, once DelegatedAdministrators has made it so. Charged by the role and user analysed each
 * month, in every account; one is enough for all regions. No baseline adds it by itself. When the construct goes, so do its findings.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-concepts.html
 */
export class OrganizationUnusedAccessAnalyzer extends Construct {
  /** @internal */
  public static _problems(props: OrganizationUnusedAccessAnalyzerProps): Problem[] {
    const excluded = props.excludedAccounts ?? [];
    return [
      ...checkDays('unusedAccessAge', props.unusedAccessAge, 1, 365),
      ...checkRange('excludedAccounts', props.excludedAccounts?.length, 1, 2000, 'leave it out to have every account looked at'),
      ...excluded.flatMap((account, index) => checkAccountId(`excludedAccounts[${index}]`, account)),
      ...checkUnique('excludedAccounts', excluded, 'name each account once'),
    ];
  }

  /** ARN of the analyzer. */
  public readonly analyzerArn: string;

  /** @throws when the age is out of its range, or an account is none or named twice */
  constructor(scope: Construct, id: string, props: OrganizationUnusedAccessAnalyzerProps = {}) {
    super(scope, id);
    refuse(this, OrganizationUnusedAccessAnalyzer._problems(props));
    const { excludedAccounts: accountIds } = props;
    this.analyzerArn = new CfnAnalyzer(this, 'Resource', {
      type: 'ORGANIZATION_UNUSED_ACCESS',
      analyzerName: 'secure-baseline-organization-unused-access',
      analyzerConfiguration: {
        unusedAccessConfiguration: {
          unusedAccessAge: (props.unusedAccessAge ?? Duration.days(90)).toDays(),
          analysisRule: accountIds && { exclusions: [{ accountIds }] },
        },
      },
    }).attrArn;
    if (accountIds) {
      warn(this, 'unused-access-excluded', `unused access is not looked for in ${accountIds.length} accounts, which excludedAccounts names`);
    }
  }
}
