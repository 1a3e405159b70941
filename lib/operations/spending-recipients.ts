import { Token } from 'aws-cdk-lib';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { checkEmail, checkUnique, Problem } from '../private/validation';

/** Who is told about spending. One address or a topic at least. */
export interface SpendingRecipients {
  /**
   * E-mail addresses that are written to, at most ten. AWS asks nobody to confirm.
   *
   * @default - no e-mail but what the topic sends
   */
  readonly emails?: string[];

  /**
   * Gets each alert, such as the topic of an AlertTopic. It has to be in the same account. Its policy, and that of its key, are made to let AWS
   * publish; a policy that cannot be seen, that of an imported topic, gives a warning.
   *
   * @default - nothing is published
   */
  readonly topic?: ITopic;
}

/** Of AWS Budgets for a notification, and of AWS Cost Anomaly Detection for a subscription. */
const MAX_EMAILS = 10;

export function recipientProblems({ emails = [], topic }: SpendingRecipients): Problem[] {
  return [
    ...!Token.isUnresolved(emails) && emails.length === 0 && !topic ? [{
      prop: 'emails', got: undefined, allowed: 'an address, or a topic', fix: 'name who answers for the costs: nobody would be told',
    }] : [],
    ...emailProblems(emails),
  ];
}

export function emailProblems(emails: string[]): Problem[] {
  if (Token.isUnresolved(emails)) {
    return [];
  }
  return [
    ...emails.length > MAX_EMAILS ? [{
      prop: 'emails', got: emails, allowed: `at most ${MAX_EMAILS} addresses`, fix: 'use one address of a group, or a topic',
    }] : [],
    ...emails.flatMap((email, index) => checkEmail(`emails[${index}]`, email)),
    ...checkUnique('emails', emails, 'name each address once'),
  ];
}
