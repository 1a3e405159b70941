import { OrganizationPolicyType } from '../../lib/organization/organization-policy-type';
import { effective, violations } from './management-policy-model';

const LOCK = { '@@operators_allowed_for_child_policies': ['@@none'] };
const key = (value: unknown) => ({ tags: { costcenter: { tag_key: value } } });

describe('the model of management policies', () => {
  it.each([
    [{ '@@assign': 'CostCenter', ...LOCK }, []],
    [{ '@@assign': ['CostCenter'] }, ['tags.costcenter.tag_key.@@assign cannot be ["CostCenter"]']],
    ['CostCenter', ['tags.costcenter.tag_key is no object']],
    [{ '@@append': ['CostCenter'] }, ['tags.costcenter.tag_key has no @@assign', 'tags.costcenter.tag_key.@@append is unknown']],
    [{ '@@assign': 'CostCenter', '@@operators_allowed_for_child_policies': ['@@none', '@@assign'] }, [expect.stringContaining('no list of operators')]],
  ])('judges %j as a key of a tag', (value, found) => {
    expect(violations(OrganizationPolicyType.TAG_POLICY, key(value))).toEqual(found);
  });

  it('finds values that AWS does not know, and what is missing', () => {
    expect(violations(OrganizationPolicyType.S3_POLICY, { s3_attributes: { public_access_block_configuration: { '@@assign': 'some' } } }))
      .toEqual(['s3_attributes.public_access_block_configuration.@@assign cannot be "some"']);
    expect(violations(OrganizationPolicyType.DECLARATIVE_POLICY_EC2, { ec2_attributes: { vpc_block_public_access: { internet_gateway_block: { mode: { '@@assign': 'block_ingress' } } } } }))
      .toEqual(['ec2_attributes.vpc_block_public_access.internet_gateway_block has no exclusions_allowed']);
    expect(violations(OrganizationPolicyType.AISERVICES_OPT_OUT_POLICY, { services: { lex: { opt_out_policy: { '@@assign': 'optout' } } } })).toHaveLength(1);
  });

  // The examples of AWS: https://docs.aws.amazon.com/organizations/latest/userguide/inheritance-examples.html
  it('lets the policy further down decide, unless the one further up has locked the place', () => {
    expect(effective(key({ '@@assign': 'CostCenter' }), key({ '@@assign': 'COSTCENTER' }))).toEqual(key('COSTCENTER'));
    expect(effective(key({ '@@assign': 'CostCenter', ...LOCK }), key({ '@@assign': 'COSTCENTER' }))).toEqual(key('CostCenter'));
    expect(effective(key({ '@@assign': 'CostCenter', ...LOCK }), { tags: { owner: { tag_key: { '@@assign': 'owner' } } } }))
      .toEqual({ tags: { costcenter: { tag_key: 'CostCenter' }, owner: { tag_key: 'owner' } } });
  });

  it('takes a lock of a place for what it is: nothing is added there, and what lies in it has none', () => {
    const plan = { plans: { a: { ...LOCK, regions: { '@@assign': ['eu-central-1'] } } } };
    expect(effective(plan, { plans: { a: { rules: {} }, b: {} } })).toEqual({ plans: { a: { regions: ['eu-central-1'] }, b: {} } });
    expect(effective(plan, { plans: { a: { regions: { '@@assign': ['us-east-1'] } } } })).toEqual({ plans: { a: { regions: ['us-east-1'] } } });
  });
});
