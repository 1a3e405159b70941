import { App, Stack } from 'aws-cdk-lib';
import {
  AiServicesOptOut, DeclarativePolicy, Guardrail, IOrganizationControl, OrganizationPolicies, PolicyTarget, ResourceControl, TagPolicy, VpcBlockPublicAccessMode,
} from '../../lib';
import { warningsOf } from '../support';

const ORGANIZATION = 'o-a1b2c3d4e5';
const PARTNER = '999988887777';
const warnings = (targets: PolicyTarget[], exemptRoles?: string[]) => {
  const stack = new Stack(new App(), 'Test');
  new OrganizationPolicies(stack, 'Policies', { targets, exemptRoles });
  return warningsOf(stack);
};
const held = (...controls: IOrganizationControl[]) => warnings([PolicyTarget.root('r-a1b2', { controls })]);
const acknowledgedAs = (id: string) => `[ack: cdk-secure-baseline:${id}]`;

describe('what controls let through', () => {
  test.each<[string, string, IOrganizationControl]>([
    [
      'control-partner-accounts', `Resource controls let accounts through that are outside the organization, ${PARTNER}: key-identities at root`,
      ResourceControl.keyIdentities(ORGANIZATION, [PARTNER]),
    ],
    [
      'control-partner-accounts', `Resource controls let accounts through that are outside the organization, ${PARTNER}: services-for-others at root`,
      ResourceControl.servicesForOthers(ORGANIZATION, [PARTNER]),
    ],
    [
      'ai-services-opt-out-exceptions', 'AI services may store what is sent to them and learn from it, lex, transcribe: ai-services-opt-out at root',
      AiServicesOptOut.allServices({ exceptions: ['lex', 'transcribe'] }),
    ],
    [
      'vpc-block-exclusions-allowed',
      'Accounts may make exceptions by which the internet reaches their VPCs: vpc-block-bidirectional-with-exclusions at root',
      DeclarativePolicy.vpcBlockPublicAccessWithExclusions(VpcBlockPublicAccessMode.bidirectional()),
    ],
    [
      'public-snapshots-kept', 'Snapshots that are public stay so: snapshot-block-new-public-access at root',
      DeclarativePolicy.snapshotBlockNewPublicAccess(),
    ],
    [
      'metadata-hop-limit', 'Containers on an instance can take over its role, 2 hops away: instance-metadata-defaults at root',
      DeclarativePolicy.instanceMetadataDefaults(2),
    ],
    [
      'metadata-hop-limit', 'Containers on an instance can take over its role, 2 hops away: instance-metadata-enforced at root',
      DeclarativePolicy.instanceMetadataEnforced(2),
    ],
    [
      'tags-enforced',
      'Calls that write the tag owner otherwise are refused for ec2:instance, those of services that make resources included: tag-owner-enforced at root',
      TagPolicy.enforced('owner', ['ec2:instance']),
    ],
  ])('is warned of as %s: %s', (id, message, control) => {
    expect(held(control)).toEqual([`${message} ${acknowledgedAs(id)}`]);
  });

  test('is warned of once for all controls and targets that let the same through', () => {
    const controls = ResourceControl.recommended(ORGANIZATION, [PARTNER]);
    expect(warnings([PolicyTarget.root('r-a1b2', { controls }), PolicyTarget.unit('a', 'ou-a1b2-12345678', { controls: [ResourceControl.bucketIdentities(ORGANIZATION, [PARTNER])] })]))
      .toEqual([
        `Resource controls let accounts through that are outside the organization, ${PARTNER}: key-identities at root, secret-identities at root, `
        + 'table-identities at root, search-identities at root, services-for-others at root, bucket-identities at unit a '
        + acknowledgedAs('control-partner-accounts'),
      ]);
  });

  test('is nothing where they hold without exceptions', () => {
    expect(held(
      ...ResourceControl.recommended(ORGANIZATION), ResourceControl.bucketIdentities(ORGANIZATION), ...DeclarativePolicy.recommended(),
      ...AiServicesOptOut.recommended(), ...TagPolicy.recommended(), DeclarativePolicy.vpcBlockPublicAccess(VpcBlockPublicAccessMode.bidirectional()),
      { id: 'own', _piece: () => TagPolicy.reported('own')._piece(), _problems: () => [] },
    )).toEqual([]);
  });
});

describe('roles that are exempt by their names', () => {
  const root = (...guardrails: Guardrail[]) => PolicyTarget.root('r-a1b2', { guardrails });
  const unit = (...guardrails: Guardrail[]) => PolicyTarget.unit('a', 'ou-a1b2-12345678', { guardrails });
  const warning = (where: string) => 'Whoever may make roles can make one that guardrails do not bind, since arn:*:iam::*:role/secure-baseline/service/* and '
    + 'arn:*:iam::*:role/stacksets-exec-* are exempt by their names alone: add Guardrail.protectBaselineRoles() at the root, because of '
    + `${where} ${acknowledgedAs('exempt-roles-unprotected')}`;

  test('are warned of where nothing protects these names, with what leaves them alone', () => {
    expect(warnings([root(Guardrail.protectAuditTrail(), Guardrail.rootUser()), unit(Guardrail.leavingOrganization(), Guardrail.protectDetection())]))
      .toEqual([warning('protect-audit-trail at root, protect-detection at unit a')]);
  });

  test('are warned of also where they are protected elsewhere alone', () => {
    expect(warnings([root(Guardrail.protectAuditTrail()), unit(Guardrail.protectBaselineRoles())])).toEqual([warning('protect-audit-trail at root')]);
  });

  test('are warned of where no role is exempt that deploys, because of the functions', () => {
    expect(warnings([root(Guardrail.publicImages())], [])).toEqual([warning('public-images at root')]);
  });

  test('are not warned of where they are protected, there or above, and where nothing exempts them', () => {
    expect(warnings([root(Guardrail.protectBaselineRoles(), Guardrail.protectAuditTrail()), unit(Guardrail.protectDetection())])).toEqual([]);
    expect(warnings([unit(Guardrail.protectBaselineRoles(), Guardrail.protectDetection())])).toEqual([]);
    expect(warnings([root(Guardrail.rootUser(), Guardrail.leavingOrganization())])).toEqual([]);
  });
});
