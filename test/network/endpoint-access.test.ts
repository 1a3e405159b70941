import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { EndpointAccess } from '../../lib';
import { TieredVpc, TieredVpcProps } from '../../lib/network/tiered-vpc';
import { ACCOUNT, ADMINISTRATOR, decide, FOREIGN_ACCOUNT, problemsOf, resolve, synthesize } from '../support';

/** The policy of the gateway endpoint for a service, as it would be in the account. */
function policy(service: 'S3' | 'DynamoDb', props: TieredVpcProps = {}): unknown {
  const template = synthesize((stack) => {
    new TieredVpc(stack, 'Vpc', props);
  });
  const [[, { Properties }]] = Object.entries(template.findResources('AWS::EC2::VPCEndpoint')).filter(([id]) => id.includes(service));
  return resolve((Properties as { PolicyDocument: unknown }).PolicyDocument);
}

/** What an endpoint lets through, whatever identity and bucket policies say. */
function through(document: unknown, action: string, resource: string, { who = ACCOUNT, whose = ACCOUNT, organization = 'o-outside0000' } = {}): Promise<string> {
  return decide(ADMINISTRATOR, action, resource, {
    'aws:PrincipalAccount': who, 'aws:ResourceAccount': whose, 'aws:PrincipalOrgID': organization, 'aws:ResourceOrgID': organization,
  }, { endpoint: document });
}

describe('the gateway endpoint for Amazon S3', () => {
  const own = policy('S3');
  const object = 'arn:aws:s3:::reports/2026.csv';

  it('leads identities of the account to buckets of the account', async () => {
    expect(await through(own, 's3:PutObject', object)).toBe('Allowed');
  });

  it('takes nothing of the account into a foreign bucket, and brings no foreign identity in', async () => {
    expect(await through(own, 's3:PutObject', object, { whose: FOREIGN_ACCOUNT })).not.toBe('Allowed');
    expect(await through(own, 's3:GetObject', object, { who: FOREIGN_ACCOUNT })).not.toBe('Allowed');
  });

  it('lets operating systems read what AWS publishes, and write nothing there', async () => {
    const packages = 'arn:aws:s3:::al2023-repos-eu-central-1-de612dc2/core/repodata.xml';
    expect(await through(own, 's3:GetObject', packages, { whose: FOREIGN_ACCOUNT })).toBe('Allowed');
    expect(await through(own, 's3:PutObject', packages, { whose: FOREIGN_ACCOUNT })).not.toBe('Allowed');
    expect(await through(own, 's3:GetObject', 'arn:aws:s3:::al2023-repos-of-somebody/x', { whose: FOREIGN_ACCOUNT })).not.toBe('Allowed');
  });

  it('leads to accounts that were trusted by name', async () => {
    const trusting = policy('S3', { endpointAccess: EndpointAccess.ownAccount([FOREIGN_ACCOUNT]) });
    expect(await through(trusting, 's3:GetObject', object, { whose: FOREIGN_ACCOUNT })).toBe('Allowed');
    expect(await through(trusting, 's3:GetObject', object, { whose: '444455556666' })).not.toBe('Allowed');
  });

  it('leads an organization to itself, and nobody else', async () => {
    const document = policy('S3', { endpointAccess: EndpointAccess.ownOrganization('o-a1b2c3d4e5') });
    expect(await through(document, 's3:GetObject', object, { whose: FOREIGN_ACCOUNT, organization: 'o-a1b2c3d4e5' })).toBe('Allowed');
    expect(await through(document, 's3:GetObject', object)).not.toBe('Allowed');
  });
});

describe('the gateway endpoint for Amazon DynamoDB', () => {
  it('leads to tables of the account alone', async () => {
    const table = 'arn:aws:dynamodb:eu-central-1:111122223333:table/orders';
    expect(await through(policy('DynamoDb'), 'dynamodb:PutItem', table)).toBe('Allowed');
    expect(await through(policy('DynamoDb'), 'dynamodb:PutItem', table, { whose: FOREIGN_ACCOUNT })).not.toBe('Allowed');
  });
});

describe('EndpointAccess', () => {
  it('leaves the resource side out for services that do not say whose resource a call is for', () => {
    const [statement, ...more] = new PolicyDocument({ statements: EndpointAccess.ownAccount([FOREIGN_ACCOUNT])._statements(false) }).toJSON().Statement as object[];
    expect(more).toEqual([]);
    expect(Object.keys((statement as { Condition: { StringEquals: object } }).Condition.StringEquals)).toEqual(['aws:PrincipalAccount']);
  });

  it.each([
    [EndpointAccess.ownOrganization('a1b2c3'), '- endpointAccess: got "a1b2c3"; allowed is the id of an organization; copy it from AWS Organizations, such as o-a1b2c3d4e5'],
    [EndpointAccess.ownAccount(['12']), expect.stringMatching(/^- endpointAccess: got "12"; allowed is the 12 digits of an AWS account/)],
  ])('refuses what is no account or organization', (endpointAccess, problem) => {
    expect(problemsOf((stack) => {
      new TieredVpc(stack, 'Vpc', { endpointAccess });
    })).toEqual([problem]);
  });
});
