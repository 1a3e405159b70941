/** What AWS turns to an alternate contact for. */
export enum AlternateContactType {
  /** Abuse reports, compromised credentials, vulnerabilities. */
  SECURITY = 'SECURITY',
  /** Invoices and payments. */
  BILLING = 'BILLING',
  /** Availability and maintenance. */
  OPERATIONS = 'OPERATIONS',
}
