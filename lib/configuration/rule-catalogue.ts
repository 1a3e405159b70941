import { COMPUTE_RULES } from './rules/compute-rules';
import { DATABASE_RULES } from './rules/database-rules';
import { IDENTITY_RULES } from './rules/identity-rules';
import { NETWORK_RULES } from './rules/network-rules';
import { RuleEntry } from './rules/rule-entry';
import { SECRET_RULES } from './rules/secret-rules';
import { STORAGE_RULES } from './rules/storage-rules';
import { WATCH_RULES } from './rules/watch-rules';

/**
 * The managed rules of AWS Config that the baseline knows, by domain.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
 */
export const RULES: readonly RuleEntry[] = [
  ...IDENTITY_RULES, ...STORAGE_RULES, ...DATABASE_RULES, ...SECRET_RULES, ...WATCH_RULES, ...NETWORK_RULES, ...COMPUTE_RULES,
];
