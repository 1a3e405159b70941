import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const LONG_TERM_PURCHASES: GuardrailEntry = {
  id: 'long-term-purchases',
  what: 'No reservations, savings plans and capacity are bought.',
  why: 'A click binds the company for years, and cannot be taken back.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/savingsplans/latest/userguide/identity-access-management.html',
  statements: denyActions('LongTermPurchases', [
    'devicefarm:PurchaseOffering', 'dynamodb:PurchaseReservedCapacityOfferings', 'ec2:PurchaseCapacityBlock',
    'ec2:PurchaseCapacityBlockExtension', 'ec2:PurchaseHostReservation', 'ec2:PurchaseReservedInstancesOffering',
    'ec2:PurchaseScheduledInstances', 'elasticache:PurchaseReservedCacheNodesOffering', 'es:PurchaseReservedElasticsearchInstanceOffering',
    'es:PurchaseReservedInstanceOffering', 'mediaconnect:PurchaseOffering', 'medialive:PurchaseOffering',
    'memorydb:PurchaseReservedNodesOffering', 'rds:PurchaseReservedDBInstancesOffering', 'redshift:PurchaseReservedNodeOffering',
    'sagemaker:CreateTrainingPlan', 'savingsplans:CreateSavingsPlan',
  ]),
};
