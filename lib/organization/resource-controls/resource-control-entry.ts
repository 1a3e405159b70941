import { checkAccountId, checkUnique, Problem } from '../../private/validation';
import { ControlWarning } from '../control-warning';
import { checkOrganizationId } from '../guardrails/guardrail-checks';
import { PolicyCondition, PolicyStatementJson } from '../guardrails/guardrail-entry';

/** Whom most resource controls bind. */
export const WHOEVER_ASKS = 'Whoever asks, of any account or none, root users included.';

/** Whom those do not bind that are about who asks. */
export const SERVICES = 'AWS services.';

/**
 * Services that hold data, and that other services and accounts come to. All take resource control policies.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export const DATA_SERVICES = ['aoss', 'dynamodb', 'ecr', 'events', 'kms', 'logs', 's3', 'secretsmanager', 'sqs', 'sts'];

/** A resource control as the catalogue holds it. */
export interface ResourceControlEntry {
  /** In lower-case kebab case. */
  readonly id: string;
  /** What cannot be done, in a sentence. */
  readonly what: string;
  /** Why not. */
  readonly why: string;
  /** Whom it binds. Service-linked roles, and resources of the management account, are never bound. */
  readonly binds: string;
  /** Whom or what it leaves alone all the same. */
  readonly exceptions: string;
  /** The AWS page it follows. */
  readonly link: string;
  /** The organization outside which it denies. */
  readonly organizationId?: string;
  /** Its denials. */
  readonly statements: PolicyStatementJson[];
  /** What it lets through although it could be held. Most have none. */
  readonly warnings?: ControlWarning[];
  /** What is wrong with what it was given. Entries without input have none. */
  problems?(prop: string): Problem[];
}

/**
 * Denies actions on every resource, where the condition holds.
 *
 * No role is exempt by its ARN, unlike in guardrails: such patterns leave the account open, and here also accounts outside the organization ask.
 */
export function denyWhen(sid: string, actions: string[], condition: PolicyCondition): PolicyStatementJson {
  return { Sid: sid, Effect: 'Deny', Principal: '*', Action: actions, Resource: '*', Condition: condition };
}

/** Whoever is not an AWS service. Holds also for requests without a signature, which say nothing of a principal. */
export const NO_SERVICE: PolicyCondition = { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } };

/** Neither an AWS service for itself nor one that goes on with the credentials of whoever asked it. */
export const NO_SERVICE_BETWEEN: PolicyCondition = { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' } };

/** The values of a key that lie outside an organization and its partners: missing ones do, too. */
export function outside(organizationKey: string, organizationId: string, accountKey: string, partnerAccounts: string[]): PolicyCondition {
  return { StringNotEquals: { [organizationKey]: organizationId, ...partnerAccounts.length === 0 ? {} : { [accountKey]: partnerAccounts } } };
}

/** Partners are let through by their ids, whatever becomes of their accounts. */
export function partnerWarnings(partnerAccounts: string[]): ControlWarning[] {
  return partnerAccounts.length === 0 ? [] : [{
    id: 'control-partner-accounts',
    message: `Resource controls let accounts through that are outside the organization, ${partnerAccounts.join(', ')}`,
  }];
}

/** What is wrong with an organization and its partners. */
export function checkInside(prop: string, organizationId: string, partnerAccounts: string[]): Problem[] {
  return [
    ...checkOrganizationId(`${prop}.organizationId`, organizationId),
    ...partnerAccounts.flatMap((account, index) => checkAccountId(`${prop}.partnerAccounts[${index}]`, account)),
    ...checkUnique(`${prop}.partnerAccounts`, partnerAccounts, 'name each account once'),
  ];
}
