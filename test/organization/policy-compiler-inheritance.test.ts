import { Duration } from 'aws-cdk-lib';
import {
  AiServicesOptOut, BackupPolicy, DeclarativePolicy, Guardrail, IOrganizationControl, OrganizationPolicies, PolicyTarget, TagPolicy, VpcBlockPublicAccessMode,
} from '../../lib';
import { problemsOf } from '../support';

const root = (...controls: IOrganizationControl[]) => PolicyTarget.root('r-a1b2', { controls });
const unit = (path: string, ...controls: IOrganizationControl[]) => PolicyTarget.unit(path, `ou-a1b2-1234567${path.length}`, { controls });
const refusals = (...targets: PolicyTarget[]) => problemsOf((stack) => new OrganizationPolicies(stack, 'Policies', { targets }));
const backup = (retention: number) => BackupPolicy.daily({ regions: ['eu-central-1'], vaultName: 'backups', retention: Duration.days(retention) });

describe('a control below another one that locks its setting', () => {
  it.each<[string, string, IOrganizationControl, IOrganizationControl]>([
    ['another value', 'ec2_attributes.snapshot_block_public_access.state', DeclarativePolicy.snapshotBlockPublicAccess(), DeclarativePolicy.snapshotBlockNewPublicAccess()],
    [
      'a mode', 'ec2_attributes.vpc_block_public_access.internet_gateway_block.mode',
      DeclarativePolicy.vpcBlockPublicAccess(VpcBlockPublicAccessMode.bidirectional()), DeclarativePolicy.vpcBlockPublicAccess(VpcBlockPublicAccessMode.ingressOnly()),
    ],
    [
      'exceptions', 'ec2_attributes.vpc_block_public_access.internet_gateway_block.exclusions_allowed',
      DeclarativePolicy.vpcBlockPublicAccess(VpcBlockPublicAccessMode.ingressOnly()), DeclarativePolicy.vpcBlockPublicAccessWithExclusions(VpcBlockPublicAccessMode.ingressOnly()),
    ],
    ['more hops', 'ec2_attributes.instance_metadata_defaults.http_put_response_hop_limit', DeclarativePolicy.instanceMetadataDefaults(), DeclarativePolicy.instanceMetadataEnforced(2)],
    [
      'one more condition', 'ec2_attributes.allowed_images_settings.image_criteria.criteria_1.creation_date_condition',
      DeclarativePolicy.allowedImages(['amazon']), DeclarativePolicy.allowedImages(['amazon'], { maximumAge: Duration.days(90) }),
    ],
    ['an exception', 'services.lex', AiServicesOptOut.allServices(), AiServicesOptOut.allServices({ exceptions: ['lex'] })],
    ['other values of a tag', 'tags.stage.tag_value', TagPolicy.reported('stage', { values: ['a'] }), TagPolicy.reported('stage', { values: ['b'] })],
    ['another spelling', 'tags.stage.tag_key', TagPolicy.reported('stage'), TagPolicy.reported('Stage')],
    ['another retention', 'plans.secure-baseline-daily.rules.Daily.lifecycle.delete_after_days', backup(35), backup(36)],
  ])('is refused where it wants %s in %s, with both names', (_, place, above, below) => {
    const refusal = (index: number, name: string) => `- targets[${index}].controls: got "${below.id}, below ${above.id} at ${name}"; `
      + `allowed is what ${name} holds in ${place}: AWS ignores anything else below it; leave ${below.id} out there, or take ${above.id} from ${name} and hold it where it is wanted`;
    expect(refusals(root(above), unit('workloads/production', below))).toEqual([refusal(1, 'root')]);
    expect(refusals(unit('workloads/production', below), unit('workloads', above))).toEqual([refusal(0, 'unit workloads')]);
    expect(refusals(root(above), PolicyTarget.account('audit', '111122223333', { controls: [below], unit: 'security' }))).toEqual([refusal(1, 'root')]);
  });

  it.each<[string, IOrganizationControl[], IOrganizationControl[]]>([
    ['the same', DeclarativePolicy.recommended(), DeclarativePolicy.recommended()],
    ['other settings', [DeclarativePolicy.imageBlockPublicAccess()], [DeclarativePolicy.snapshotBlockPublicAccess(), DeclarativePolicy.serialConsoleBlock()]],
    ['what the one above leaves open: enforced tokens', [DeclarativePolicy.instanceMetadataDefaults()], [DeclarativePolicy.instanceMetadataEnforced()]],
    ['an opt-out of an exception', [AiServicesOptOut.allServices({ exceptions: ['lex'] })], [AiServicesOptOut.services(['lex'])]],
    ['an opt-out of what is out', [AiServicesOptOut.allServices()], [AiServicesOptOut.services(['lex'])]],
    ['values and enforcement of a tag', [TagPolicy.reported('stage')], [TagPolicy.enforced('stage', ['ec2:instance'], { values: ['a'] })]],
    ['another plan', [backup(35)], [BackupPolicy.plan('weekly', { regions: ['eu-central-1'], vaultName: 'backups', rules: [{ name: 'Weekly', schedule: 'cron(0 5 ? * 1 *)' }] })]],
  ])('is taken where it wants %s', (_, above, below) => {
    expect(refusals(root(...above), unit('workloads', ...below))).toEqual([]);
  });

  it('is compared with what is above it, and with nothing beside or below it', () => {
    const [all, fresh] = [DeclarativePolicy.snapshotBlockPublicAccess(), DeclarativePolicy.snapshotBlockNewPublicAccess()];
    expect(refusals(unit('a', all), unit('bb', fresh))).toEqual([]);
    expect(refusals(root(), unit('workloads', all), unit('workloads2', fresh), PolicyTarget.account('audit', '111122223333', { controls: [fresh], unit: 'security' }))).toEqual([]);
    expect(refusals(PolicyTarget.root('r-a1b2', { guardrails: [Guardrail.rootUser()], controls: [] }), unit('workloads', all))).toEqual([]);
  });
});
