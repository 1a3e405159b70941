import { Token } from 'aws-cdk-lib';
import { OrganizationPolicyType } from '../../lib/organization/organization-policy-type';
import { TagPolicy } from '../../lib/organization/tag-policy';
import { TaggedBackup } from '../../lib/protection/tagged-backup';
import { contradictionsOf, documentOf, effective, policiesOf, refusalsOf, settingsOf, violations, wanting } from './management-policy-model';

const STAGES = { values: ['production', 'test-*'] };

describe('TagPolicy', () => {
  it('reports how the key and its values are written, and refuses nothing', () => {
    expect(effective(documentOf(TagPolicy.reported('CostCenter', { ...STAGES, requiredFor: ['ec2:instance', 's3:ALL_SUPPORTED'] })))).toEqual({ tags: { costcenter: {
      tag_key: 'CostCenter', tag_value: ['production', 'test-*'], report_required_tag_for: ['ec2:instance', 's3:ALL_SUPPORTED'],
    } } });
    expect(effective(documentOf(TagPolicy.reported('Owner')))).toEqual({ tags: { owner: { tag_key: 'Owner' } } });
  });

  it('refuses what is written otherwise for the types of resources that it names', () => {
    expect(effective(documentOf(TagPolicy.enforced('stage', ['ec2:instance', 'rds:ALL_SUPPORTED'], STAGES)))).toEqual({ tags: { stage: {
      tag_key: 'stage', tag_value: ['production', 'test-*'], enforced_for: ['ec2:instance', 'rds:ALL_SUPPORTED'],
    } } });
  });

  it.each([
    TagPolicy.reported('Owner'), TagPolicy.reported('team:Name of it', { ...STAGES, requiredFor: ['ec2:instance'] }), TagPolicy.enforced('stage', ['s3:bucket'], STAGES), ...TagPolicy.recommended(),
  ])('writes $id as AWS Organizations reads it, and leaves nothing of it to policies further down', (control) => {
    const document = documentOf(control);
    expect(control._piece().type).toBe(OrganizationPolicyType.TAG_POLICY);
    expect(violations(OrganizationPolicyType.TAG_POLICY, document)).toEqual([]);
    settingsOf(document).forEach((path) => expect(effective(document, wanting(path, ['else']))).toEqual(effective(document)));
  });

  it('lets a unit name values where there are none, and enforce them', () => {
    const above = documentOf(TagPolicy.reported('stage'));
    expect(effective(above, documentOf(TagPolicy.enforced('stage', ['s3:bucket'], STAGES)))).toEqual({ tags: { stage: {
      tag_key: 'stage', tag_value: ['production', 'test-*'], enforced_for: ['s3:bucket'],
    } } });
  });

  it('makes one policy of several, and recommends only what reports', () => {
    const { TAG_POLICY: content, ...others } = policiesOf(...TagPolicy.recommended());
    expect(others).toEqual({});
    expect(violations(OrganizationPolicyType.TAG_POLICY, content)).toEqual([]);
    expect(Object.keys((effective(content) as { tags: object }).tags).sort()).toEqual(['backup', 'cost-center', 'data-classification', 'owner']);
    expect(JSON.stringify(content)).not.toContain('enforced_for');
  });

  it('keeps to the tag that has resources backed up', () => {
    expect(TagPolicy.recommended().map(documentOf).map((document) => effective(document))).toContainEqual({
      tags: { [TaggedBackup.TAG_KEY]: { tag_key: TaggedBackup.TAG_KEY, tag_value: [TaggedBackup.TAG_VALUE] } },
    });
  });

  it('takes a report and its enforcement at once, as long as they agree', () => {
    expect(contradictionsOf(TagPolicy.reported('stage', STAGES), TagPolicy.enforced('stage', ['s3:bucket'], STAGES))).toEqual([]);
    expect(contradictionsOf(TagPolicy.reported('stage', { values: ['a'] }), TagPolicy.enforced('stage', ['s3:bucket'], { values: ['a', 'b'] }))).toEqual(['tags.stage.tag_value.@@assign']);
  });

  it('refuses one key in two spellings, which AWS would take for one', () => {
    expect(contradictionsOf(TagPolicy.reported('CostCenter'), TagPolicy.reported('costcenter'))).toEqual(['tags.costcenter.tag_key.@@assign']);
    expect(refusalsOf(TagPolicy.reported('costcenter'), TagPolicy.reported('COSTCENTER'))).toEqual([expect.stringContaining('controls[1]: got "tag-costcenter"; allowed is each value once')]);
  });

  it.each([
    { control: TagPolicy.reported(''), reason: 'key: got ""; allowed is the key of a tag: 1 to 128 letters' },
    { control: TagPolicy.reported('aws:owner'), reason: 'key: got "aws:owner"; allowed is the key of a tag' },
    { control: TagPolicy.reported('owner '), reason: 'key: got "owner "; allowed is the key of a tag' },
    { control: TagPolicy.reported('x'.repeat(129)), reason: 'key: got "xxx' },
    { control: TagPolicy.reported(Token.asString({ Ref: 'Key' })), reason: 'key: got "${Token' },
    { control: TagPolicy.reported('owner', { values: [] }), reason: 'values: got a list of 0; allowed is one or more; write each value out' },
    { control: TagPolicy.reported('owner', { values: ['*@*.com'] }), reason: 'values[0]: got "*@*.com"; allowed is a text with at most one *; write each value out' },
    { control: TagPolicy.reported('owner', { values: ['x'.repeat(257)] }), reason: 'values[0]: got "xxx' },
    { control: TagPolicy.reported('owner', { values: ['a', 'a'] }), reason: 'values[1]: got "a"; allowed is each value once' },
    { control: TagPolicy.enforced('owner', []), reason: 'resourceTypes: got a list of 0; allowed is one or more; name types such as ec2:instance' },
    { control: TagPolicy.enforced('owner', ['*']), reason: 'resourceTypes[0]: got "*"; allowed is a type of resources of a service of AWS; write it like ec2:instance, or ec2:ALL_SUPPORTED for all of a service' },
    { control: TagPolicy.enforced('owner', ['ec2:*']), reason: 'resourceTypes[0]: got "ec2:*"; allowed is a type of resources' },
    { control: TagPolicy.enforced('owner', ['ec3:instance']), reason: 'resourceTypes[0]: got "ec3:instance"; allowed is a type of resources' },
    { control: TagPolicy.reported('owner', { requiredFor: ['s3:bucket', 's3:bucket'] }), reason: 'requiredFor[1]: got "s3:bucket"; allowed is each value once' },
  ])('refuses $reason', ({ control, reason }) => {
    expect(refusalsOf(control)).toEqual([expect.stringContaining(`- targets[0].controls[0].${reason}`)]);
  });

  it('knows the services that AWS names in such policies', () => {
    const services = ['acm', 'acm-pca', 'athena', 'elasticfilesystem', 'elasticmapreduce', 'events', 'kinesisanalytics', 'network-firewall', 'redshift-serverless', 'route53resolver', 'states', 'wisdom'];
    expect(refusalsOf(TagPolicy.enforced('owner', services.map((service) => `${service}:ALL_SUPPORTED`)))).toEqual([]);
  });

  it('leaves values alone that are known at deployment only', () => {
    expect(TagPolicy.reported('owner', { values: [Token.asString({ Ref: 'Owner' })] })._problems('x')).toEqual([]);
  });

  it('is named for its key', () => {
    expect([TagPolicy.reported('CostCenter').id, TagPolicy.enforced('team:Name of it', ['s3:bucket']).id]).toEqual(['tag-cost-center', 'tag-team-name-of-it-enforced']);
    expect(TagPolicy.reported('owner')).toMatchObject({ what: expect.stringMatching(/owner.*\.$/), why: expect.stringMatching(/\.$/), link: expect.stringContaining('tag-policies') });
  });
});
