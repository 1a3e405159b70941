import { S3PublicAccessBlock } from '../../lib';
import { awsError, State, World } from '../private/custom-resource-world';
import { ACCOUNT, problemsOf, synthesize } from '../support';
import { declared, livesUpTo, permissions } from './setting-life';

const all = (value: boolean) => ({ BlockPublicAcls: value, IgnorePublicAcls: value, BlockPublicPolicy: value, RestrictPublicBuckets: value });
const setting = declared('AccountS3PublicAccessBlock', (stack) => {
  new S3PublicAccessBlock(stack, 'Block');
});

/** Amazon S3, which wants the account named in each call. */
const operations = (account: { state: unknown }) => {
  const own = ({ AccountId }: State) => {
    if (AccountId !== ACCOUNT) {
      throw awsError('InvalidRequest');
    }
  };
  return {
    GetPublicAccessBlock: (input: State) => {
      own(input);
      return account.state === undefined ? Promise.reject(awsError('NoSuchPublicAccessBlockConfiguration')) : { PublicAccessBlockConfiguration: account.state };
    },
    PutPublicAccessBlock: (input: State) => {
      own(input);
      account.state = input.PublicAccessBlockConfiguration;
    },
    DeletePublicAccessBlock: (input: State) => {
      own(input);
      account.state = undefined;
    },
  };
};

describe('S3PublicAccessBlock', () => {
  livesUpTo({
    setting, operations, fresh: undefined, other: { ...all(false), BlockPublicAcls: true }, wanted: all(true), write: 'PutPublicAccessBlock',
  });

  it('may read and write the settings of the account, and nothing of a bucket', () => {
    expect(permissions(synthesize((stack) => {
      new S3PublicAccessBlock(stack, 'Block');
    }))).toEqual({ '*': ['s3:GetAccountPublicAccessBlock', 's3:PutAccountPublicAccessBlock'] });
  });

  it('is there once', () => {
    expect(problemsOf((stack) => {
      new S3PublicAccessBlock(stack, 'A');
      new S3PublicAccessBlock(stack, 'B');
    })).toEqual(['- scope: got "Test/B"; allowed is one AccountS3PublicAccessBlock in a stack; leave this one out: the other one sets it']);
  });
});

describe('a policy of the organization', () => {
  const refused = { PutPublicAccessBlock: () => Promise.reject(awsError('AccessDenied', 'managed by your organization')), DeletePublicAccessBlock: () => Promise.reject(awsError('AccessDenied')) };

  it('that blocks public access already is success, without a call that it would refuse', async () => {
    const s3 = new World(setting, { GetPublicAccessBlock: () => ({ PublicAccessBlockConfiguration: all(true) }), ...refused });
    const { Status: status, PhysicalResourceId: id } = await s3.request('Create');
    expect(status).toBe('SUCCESS');
    await s3.request('Delete', id);
    expect(s3.changes).toEqual([]);
  });

  it('that was attached since does not stop a stack from being deleted', async () => {
    const s3 = new World(setting, { GetPublicAccessBlock: () => ({ PublicAccessBlockConfiguration: all(true) }), ...refused });
    for (const before of [null, all(false)]) {
      expect(await s3.request('Delete', JSON.stringify({ of: 'AccountS3PublicAccessBlock', before }))).toMatchObject({ Status: 'SUCCESS' });
    }
  });

  // A refusal that leaves buckets open is not what was asked for, whoever refuses.
  it('is not taken for granted where public access is not blocked', async () => {
    const s3 = new World(setting, { GetPublicAccessBlock: () => ({ PublicAccessBlockConfiguration: all(false) }), ...refused });
    expect(await s3.request('Create')).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/^PutPublicAccessBlock failed: AccessDenied: managed by/) });
  });
});
