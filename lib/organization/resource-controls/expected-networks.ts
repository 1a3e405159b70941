import { Token } from 'aws-cdk-lib';
import { AddressBlock } from '../../private/address-block';
import { checkUnique, Problem } from '../../private/validation';
import { checkOrganizationId } from '../guardrails/guardrail-checks';
import { PolicyCondition } from '../guardrails/guardrail-entry';
import { denyWhen, ResourceControlEntry } from './resource-control-entry';

/** Whom people are: workloads run in networks of AWS whose addresses nobody knows. */
const PEOPLE = ['arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*', 'arn:*:iam::*:user/*'];

/** Where a service goes on with the credentials of whoever asked it, the request comes from its own network. */
const ASKED_DIRECTLY: PolicyCondition = { BoolIfExists: { 'aws:ViaAWSService': 'false' } };

const ACTIONS = ['dynamodb:*', 'kms:*', 's3:*', 'secretsmanager:*', 'sqs:*'];

export const EXPECTED_NETWORKS = (organizationId: string, addresses: string[]): ResourceControlEntry => ({
  id: 'expected-networks',
  what: `People use data and keys from ${addresses.join(', ')} and through endpoints of the organization alone.`,
  why: 'Credentials that were stolen are worth nothing elsewhere.',
  binds: 'IAM users, and the roles that IAM Identity Center makes for people.',
  exceptions: 'All other roles, root users, AWS services, and what services do with the credentials of people who asked them.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html',
  organizationId,
  // A request through an endpoint has no public address, and one over the internet no endpoint.
  statements: [
    denyWhen('ExpectedNetworksInternet', ACTIONS, {
      ArnLike: { 'aws:PrincipalArn': PEOPLE }, NotIpAddress: { 'aws:SourceIp': addresses }, Null: { 'aws:SourceIp': 'false' }, ...ASKED_DIRECTLY,
    }),
    denyWhen('ExpectedNetworksEndpoints', ACTIONS, {
      ArnLike: { 'aws:PrincipalArn': PEOPLE }, StringNotEquals: { 'aws:VpceOrgID': organizationId }, Null: { 'aws:VpceAccount': 'false' },
      ...ASKED_DIRECTLY,
    }),
  ],
  problems: (prop) => [
    ...checkOrganizationId(`${prop}.organizationId`, organizationId),
    ...checkAddresses(`${prop}.addresses`, addresses),
  ],
});

function checkAddresses(prop: string, addresses: string[]): Problem[] {
  return addresses.length === 0
    ? [{ prop, got: addresses, allowed: 'one block or more', fix: 'name the addresses your people come from: with none, nobody would get in' }]
    : [
      ...addresses.flatMap((address, index) => Token.isUnresolved(address) || AddressBlock.parse(address)?.isPublic ? [] : [{
        prop: `${prop}[${index}]`, got: address, allowed: 'a block of public addresses in CIDR notation, with no address bits after the prefix',
        fix: 'write it like 203.0.113.0/24',
      }]),
      ...checkUnique(prop, addresses, 'name each block once'),
    ];
}
