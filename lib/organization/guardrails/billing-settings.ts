import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const BILLING_SETTINGS: GuardrailEntry = {
  id: 'billing-settings',
  what: 'Means of payment, tax settings and billing preferences are not changed.',
  why: 'The management account pays, so it decides.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/control-access-billing.html',
  statements: denyActions('BillingSettings', [
    'billing:PutContractInformation', 'billing:RedeemCredits', 'billing:UpdateBillingPreferences', 'billing:UpdateIAMAccessPreference',
    'payments:CreatePaymentInstrument', 'payments:DeletePaymentInstrument', 'payments:UpdatePaymentInstrument',
    'payments:UpdatePaymentPreferences', 'tax:BatchPutTaxRegistration', 'tax:DeleteTaxRegistration', 'tax:PutTaxRegistration',
  ]),
};
