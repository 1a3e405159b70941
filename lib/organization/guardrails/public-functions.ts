import { denyActions, denyAll, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PUBLIC_FUNCTIONS: GuardrailEntry = {
  id: 'public-functions',
  what: 'No function has an address that anybody can call.',
  why: 'A URL without IAM is an endpoint without a front door.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
  statements: denyAll(
    denyActions('PublicFunctions1', ['lambda:AddPermission', 'lambda:CreateFunctionUrlConfig', 'lambda:UpdateFunctionUrlConfig'], {
      when: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    }),
    denyActions('PublicFunctions2', ['lambda:AddPermission'], { when: { StringEquals: { 'lambda:Principal': '*' } } }),
  ),
};
