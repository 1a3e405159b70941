import type { OrganizationBaselineProps } from '../organization-baseline';
import { Problem } from '../private/validation';

/** Of AWS CloudFormation: the most outputs of a stack. */
const MAX_OUTPUTS = 200;

/** Other stacks know a new account or unit by an output of the stack that makes it. */
export function outputProblems({ accounts = [], units = [], ...props }: OrganizationBaselineProps): Problem[] {
  const { auditAccount = 'audit', logArchiveAccount = 'log-archive', accountPolicies = [], unitPolicies = [], identityCenter, rollout } = props;
  const usedAccounts = [
    auditAccount, ...accountPolicies.map(({ account }) => account), ...identityCenter?.assignments.flatMap((line) => line.accounts) ?? [],
    ...rollout ? [logArchiveAccount] : [],
  ];
  const usedUnits = [...unitPolicies.map(({ unit }) => unit), ...rollout?.waves?.flatMap((wave) => wave.units) ?? []];
  const count = accounts.filter(({ name, accountId }) => accountId === undefined && usedAccounts.includes(name)).length
    + units.filter(({ path, unitId }) => unitId === undefined && usedUnits.includes(path)).length;
  return count > MAX_OUTPUTS ? [{
    prop: 'accounts', got: `${count} new accounts and units that people, policies or waves name`,
    allowed: `${MAX_OUTPUTS}, since each is an output of the stack that makes it`,
    fix: 'deploy some without being named anywhere, then name them with MemberAccount.existing and OrganizationalUnit.existing',
  }] : [];
}
