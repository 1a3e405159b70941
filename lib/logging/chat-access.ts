/** What a chat channel may do: the role it acts under, and the policy that bounds it whatever the role may do. */
export interface ChatAccess {
  readonly roleArn: string;
  readonly guardrailPolicyArn: string;
}
