import { CfnParameter, Duration } from 'aws-cdk-lib';
import { VpcBlockPublicAccessMode } from '../../lib/network/vpc-block-public-access-mode';
import { DeclarativePolicy } from '../../lib/organization/declarative-policy';
import { OrganizationPolicyType } from '../../lib/organization/organization-policy-type';
import { synthesize } from '../support';
import { contradictionsOf, documentOf, effective, policiesOf, refusalsOf, settingsOf, violations, wanting } from './management-policy-model';

const INGRESS = VpcBlockPublicAccessMode.ingressOnly();
const BIDIRECTIONAL = VpcBlockPublicAccessMode.bidirectional();
const IMAGES = { maximumAge: Duration.days(300), maximumDeprecation: Duration.days(0) };
const gateways = (mode: string, exclusions: string) => ({ vpc_block_public_access: { internet_gateway_block: { mode, exclusions_allowed: exclusions } } });
const metadata = { http_tokens: 'required', http_put_response_hop_limit: '1', http_endpoint: 'no_preference', instance_metadata_tags: 'no_preference' };
const images = (state: string, criteria: object) => ({ allowed_images_settings: { state, image_criteria: { criteria_1: criteria } } });

/** Each control, and what holds at an account because of it. */
const CONTROLS: [DeclarativePolicy, object][] = [
  [DeclarativePolicy.imageBlockPublicAccess(), { image_block_public_access: { state: 'block_new_sharing' } }],
  [DeclarativePolicy.snapshotBlockPublicAccess(), { snapshot_block_public_access: { state: 'block_all_sharing' } }],
  [DeclarativePolicy.snapshotBlockNewPublicAccess(), { snapshot_block_public_access: { state: 'block_new_sharing' } }],
  [DeclarativePolicy.serialConsoleBlock(), { serial_console_access: { status: 'disabled' } }],
  [DeclarativePolicy.instanceMetadataDefaults(), { instance_metadata_defaults: metadata }],
  [DeclarativePolicy.instanceMetadataEnforced(), { instance_metadata_defaults: { ...metadata, http_tokens_enforced: 'enabled' } }],
  [DeclarativePolicy.vpcBlockPublicAccess(INGRESS), gateways('block_ingress', 'disabled')],
  [DeclarativePolicy.vpcBlockPublicAccess(BIDIRECTIONAL), gateways('block_bidirectional', 'disabled')],
  [DeclarativePolicy.vpcBlockPublicAccessWithExclusions(BIDIRECTIONAL), gateways('block_bidirectional', 'enabled')],
  [DeclarativePolicy.allowedImages(['amazon', 'aws-backup-vault', '111122223333'], IMAGES), images('enabled', {
    allowed_image_providers: ['amazon', 'aws_backup_vault', '111122223333'],
    creation_date_condition: { maximum_days_since_created: '300' },
    deprecation_time_condition: { maximum_days_since_deprecated: '0' },
  })],
  [DeclarativePolicy.allowedImagesAudit(['aws-marketplace']), images('audit_mode', { allowed_image_providers: ['aws_marketplace'] })],
  [DeclarativePolicy.exceptionMessage('Ask the platform team: https://wiki.example.com/ec2'), { exception_message: 'Ask the platform team: https://wiki.example.com/ec2' }],
];
const ALL = [...CONTROLS.map(([control]) => control), DeclarativePolicy.bucketBlockPublicAccess()];

describe('DeclarativePolicy', () => {
  it.each(CONTROLS.map(([control, attributes]) => ({ id: control.id, control, attributes })))('sets what $id says', ({ control, attributes }) => {
    expect(control._piece().type).toBe(OrganizationPolicyType.DECLARATIVE_POLICY_EC2);
    expect(effective(documentOf(control))).toEqual({ ec2_attributes: attributes });
  });

  it('blocks public access to all buckets by a policy of Amazon S3', () => {
    expect(DeclarativePolicy.bucketBlockPublicAccess()._piece().type).toBe(OrganizationPolicyType.S3_POLICY);
    expect(effective(documentOf(DeclarativePolicy.bucketBlockPublicAccess()))).toEqual({ s3_attributes: { public_access_block_configuration: 'all' } });
  });

  it.each(ALL)('writes $id as AWS Organizations reads it', (control) => {
    expect(violations(control._piece().type, documentOf(control))).toEqual([]);
  });

  it.each(ALL)('leaves nothing of $id to policies further down', (control) => {
    const settings = settingsOf(documentOf(control));
    expect(settings.length).toBeGreaterThan(0);
    settings.forEach((path) => expect(effective(documentOf(control), wanting(path, 'disabled'))).toEqual(effective(documentOf(control))));
  });

  it('lets no policy further down add images of others', () => {
    const control = documentOf(DeclarativePolicy.allowedImages(['amazon']));
    const place = ['ec2_attributes', 'allowed_images_settings', 'image_criteria'];
    [['criteria_2', 'allowed_image_providers'], ['criteria_1', 'image_names']].forEach((more) =>
      expect(effective(control, wanting([...place, ...more], ['999988887777']))).toEqual(effective(control)));
  });

  it('lets a unit set more: other attributes, and tokens to be enforced', () => {
    const above = documentOf(DeclarativePolicy.instanceMetadataDefaults());
    expect(effective(above, documentOf(DeclarativePolicy.instanceMetadataEnforced()))).toEqual({ ec2_attributes: { instance_metadata_defaults: { ...metadata, http_tokens_enforced: 'enabled' } } });
    expect(effective(above, documentOf(DeclarativePolicy.serialConsoleBlock()))).toEqual({ ec2_attributes: { instance_metadata_defaults: metadata, serial_console_access: { status: 'disabled' } } });
  });

  it('makes one policy for Amazon EC2 and one for Amazon S3 of what is recommended', () => {
    const policies = policiesOf(...DeclarativePolicy.recommended());
    expect(Object.keys(policies).sort()).toEqual(['DECLARATIVE_POLICY_EC2', 'S3_POLICY']);
    Object.entries(policies).forEach(([type, content]) => expect(violations(type as OrganizationPolicyType, content)).toEqual([]));
    expect(effective(policies.DECLARATIVE_POLICY_EC2)).toEqual({ ec2_attributes: {
      image_block_public_access: { state: 'block_new_sharing' }, snapshot_block_public_access: { state: 'block_all_sharing' },
      serial_console_access: { status: 'disabled' }, instance_metadata_defaults: metadata,
    } });
  });

  it('recommends nothing that stops what runs: no network is closed, no image refused, no launch', () => {
    const text = JSON.stringify(DeclarativePolicy.recommended().map(documentOf));
    ['vpc_block_public_access', 'allowed_images_settings', 'http_tokens_enforced'].forEach((attribute) => expect(text).not.toContain(attribute));
  });

  it('takes enforced tokens and their defaults at once, as they agree', () => {
    expect(contradictionsOf(DeclarativePolicy.instanceMetadataDefaults(), DeclarativePolicy.instanceMetadataEnforced())).toEqual([]);
  });

  it.each(([
    [DeclarativePolicy.vpcBlockPublicAccess(INGRESS), DeclarativePolicy.vpcBlockPublicAccess(BIDIRECTIONAL), 'vpc_block_public_access.internet_gateway_block.mode'],
    [DeclarativePolicy.vpcBlockPublicAccess(INGRESS), DeclarativePolicy.vpcBlockPublicAccessWithExclusions(INGRESS), 'vpc_block_public_access.internet_gateway_block.exclusions_allowed'],
    [DeclarativePolicy.snapshotBlockPublicAccess(), DeclarativePolicy.snapshotBlockNewPublicAccess(), 'snapshot_block_public_access.state'],
    [DeclarativePolicy.allowedImages(['amazon']), DeclarativePolicy.allowedImagesAudit(['amazon']), 'allowed_images_settings.state'],
    [DeclarativePolicy.instanceMetadataDefaults(1), DeclarativePolicy.instanceMetadataEnforced(2), 'instance_metadata_defaults.http_put_response_hop_limit'],
  ] as const).map(([one, other, place]) => ({ one, other, place })))('refuses $one.id with $other.id', ({ one, other, place }) => {
    expect(contradictionsOf(one, other)).toEqual([`ec2_attributes.${place}.@@assign`]);
  });

  it('refuses two messages, as one for all attributes is shown', () => {
    expect(refusalsOf(DeclarativePolicy.exceptionMessage('a'), DeclarativePolicy.exceptionMessage('b'))).toEqual([
      '- targets[0].controls[1]: got "exception-message"; allowed is each value once; name each control once',
    ]);
  });

  it.each(([
    [DeclarativePolicy.instanceMetadataDefaults(0), 'httpPutResponseHopLimit: got 0; allowed is a whole number from 1 to 64; leave it out for 1'],
    [DeclarativePolicy.instanceMetadataEnforced(65), 'httpPutResponseHopLimit: got 65; allowed is a whole number from 1 to 64; leave it out for 1'],
    [DeclarativePolicy.allowedImages([]), 'owners: got a list of 0; allowed is one or more; name whose images you trust'],
    [DeclarativePolicy.allowedImages(['self']), 'owners[0]: got "self"; allowed is amazon, aws-marketplace, aws-backup-vault or the 12 digits of an account; name whose'],
    [DeclarativePolicy.allowedImagesAudit(['amazon', 'amazon']), 'owners[1]: got "amazon"; allowed is each value once;'],
    [DeclarativePolicy.allowedImages(['amazon'], { maximumAge: Duration.hours(36) }), 'maximumAge: got 1.5; allowed is a whole number from 1 to 3650 days;'],
    [DeclarativePolicy.allowedImages(['amazon'], { maximumDeprecation: Duration.days(3651) }), 'maximumDeprecation: got 3651; allowed is a whole number from 0 to 3650 days;'],
    [DeclarativePolicy.exceptionMessage(' '), 'text: got " "; allowed is a text that neither begins nor ends with white space; say whom to ask'],
  ] as const).map(([control, reason]) => ({ control, reason })))('refuses $reason', ({ control, reason }) => {
    expect(refusalsOf(control)).toEqual([expect.stringContaining(`- targets[0].controls[0].${reason}`)]);
  });

  it('refuses 201 owners of images', () => {
    const owners = Array.from({ length: 201 }, (_, index) => `${100_000_000_000 + index}`);
    expect(refusalsOf(DeclarativePolicy.allowedImages(owners))).toEqual([expect.stringContaining('controls[0].owners: got 201; allowed is a whole number from 1 to 200; name fewer')]);
  });

  it('leaves a hop limit alone that is known at deployment only', () => {
    synthesize((stack) => {
      const control = DeclarativePolicy.instanceMetadataDefaults(new CfnParameter(stack, 'Hops', { type: 'Number' }).valueAsNumber);
      expect(control._problems('x')).toEqual([]);
      expect(stack.resolve(documentOf(control))).toMatchObject({ ec2_attributes: { instance_metadata_defaults: { http_put_response_hop_limit: { '@@assign': { Ref: 'Hops' } } } } });
    });
  });

  it('says of each control what holds, what for, and where AWS describes it', () => {
    ALL.forEach(({ id, what, why, link }) => {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect([what, why]).toEqual([expect.stringMatching(/^[A-Z].*\.$/), expect.stringMatching(/^[A-Z].*\.$/)]);
      expect(link).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    });
    expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
  });
});
