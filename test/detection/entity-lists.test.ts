import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { EntityListProps } from '../../lib/detection/entity-list';
import { EntityListFormat } from '../../lib/detection/entity-list-format';
import { ThreatEntities } from '../../lib/detection/threat-entities';
import { TrustedEntities } from '../../lib/detection/trusted-entities';
import { ACCOUNT, problemsOf, resolve, synthesize } from '../support';

const LIST = { detectorId: 'd1', listName: 'our-list', objectKey: 'lists/v1.txt' };
const threat = (stack: Stack, props: Partial<EntityListProps> = {}) => new ThreatEntities(stack, 'Threats', { ...LIST, bucket: Bucket.fromBucketName(stack, 'Bucket', 'lists'), ...props });
const trusted = (stack: Stack, reason: string) => new TrustedEntities(stack, 'Trusted', { ...LIST, bucket: Bucket.fromBucketName(stack, 'Bucket', 'lists'), reason });
const only = (type: string, build: (stack: Stack) => void) => resolve(Object.values(synthesize(build).findResources(type))[0].Properties) as unknown;
const EXPECTED = { Activate: true, DetectorId: 'd1', Name: 'our-list', Location: 's3://lists/lists/v1.txt', Format: 'TXT', ExpectedBucketOwner: ACCOUNT };

describe('ThreatEntities', () => {
  it('is an active list from a bucket of the account', () => {
    expect(only('AWS::GuardDuty::ThreatEntitySet', (stack) => threat(stack))).toEqual(EXPECTED);
    expect(only('AWS::GuardDuty::ThreatEntitySet', (stack) => threat(stack, { format: EntityListFormat.STIX }))).toEqual({ ...EXPECTED, Format: 'STIX' });
  });

  it('refuses a name, a key and a format that are none', () => {
    expect(problemsOf((stack) => threat(stack, { listName: 'our list', objectKey: '/v1.txt', format: 'PDF' as never }))).toEqual([
      '- listName: got "our list"; allowed is 1 to 300 letters, digits, dashes and underscores; rename it',
      '- objectKey: got "/v1.txt"; allowed is the key of an object; leave out the bucket and the slash behind it',
      '- format: got "PDF"; allowed is TXT, STIX, OTX_CSV, FIRE_EYE, PROOF_POINT, ALIEN_VAULT; use a member of EntityListFormat',
    ]);
  });
});

describe('TrustedEntities', () => {
  it('is an active list, and warns with its reason', () => {
    expect(only('AWS::GuardDuty::TrustedEntitySet', (stack) => trusted(stack, 'our scanner'))).toEqual(EXPECTED);
    const stack = new Stack(new App(), 'Test');
    trusted(stack, 'our scanner');
    Annotations.fromStack(stack).hasWarning('/Test/Trusted', Match.stringLikeRegexp('nothing of what is on the list our-list: our scanner.*cdk-secure-baseline:trusted-entities'));
    const other = new Stack(new App(), 'Test');
    threat(other);
    Annotations.fromStack(other).hasNoWarning('*', Match.anyValue());
  });

  it('refuses to trust without a reason', () => {
    expect(problemsOf((stack) => trusted(stack, ''))).toEqual(['- reason: got ""; allowed is a reason of 1 to 512 characters; say why, so that it can be judged again later']);
  });
});
