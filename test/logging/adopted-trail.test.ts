import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AuditTrail, AuditTrailOptions, DataEvents, LogArchive, ServiceAdoption, TrailInsights, TrailScope } from '../../lib';
import { Account, declared, livesUpTo, permissions } from '../account/setting-life';
import { awsError, Operation, State, World } from '../private/custom-resource-world';
import { ACCOUNT, problemsOf, REGION, resolve, synthesize } from '../support';

const adoption = ServiceAdoption.adopt();
const ARN = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/central`;
const THEIRS = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:theirs:*`;
const build = (options: AuditTrailOptions) => (stack: Stack) => {
  const { bucket, encryptionKey } = new LogArchive(stack, 'Archive');
  return new AuditTrail(stack, 'Trail', { bucket, encryptionKey, ...options });
};
const make = (options: AuditTrailOptions) => synthesize((stack) => void build(options)(stack));
const refusals = (options: AuditTrailOptions) => problemsOf((stack) => void build(options)(stack));
const setting = (name: string) => declared(name, (stack) => void build({ adoption, trailName: 'central' })(stack));

/** AWS CloudTrail with one trail, whose fields are the state. */
const cloudTrail = (read: (state: unknown) => State, write: (input: State) => unknown) => (account: Account): Record<string, Operation> => ({
  GetTrail: ({ Name: name }) => name === 'central' ? { Trail: { Name: name, S3BucketName: 'theirs', ...read(account.state) } } : Promise.reject(awsError('TrailNotFoundException')),
  UpdateTrail: (input) => {
    expect(input.Name).toBe('central');
    account.state = write(input);
    return {};
  },
});

describe('a trail that is adopted', () => {
  const template = make({ adoption, trailName: 'central' });

  it('is made by nobody, and gets a log group under a role that can write there', () => {
    template.resourceCountIs('AWS::CloudTrail::Trail', 0);
    template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: 'secure-baseline-trail', RetentionInDays: 365 });
    template.hasResourceProperties('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'cloudtrail.amazonaws.com' } }] } });
  });

  it('is changed one thing after the other, and by a function that may do no more', () => {
    const settings = template.findResources('Custom::AccountSetting') as Record<string, { DependsOn: string[] }>;
    const order = ['AuditTrailReach', 'AuditTrailValidation', 'AuditTrailStarted', 'AuditTrailLogGroup'];
    expect(Object.keys(settings).sort()).toEqual([...order].sort());
    order.slice(1).forEach((name, index) => expect(settings[name].DependsOn).toContain(order[index]));
    const { [ARN]: actions, ...others } = permissions(template);
    expect(JSON.stringify(template.toJSON())).toContain('"Condition":{"StringEquals":{"iam:PassedToService":"cloudtrail.amazonaws.com"}}');
    expect(actions).toEqual(['cloudtrail:GetTrail', 'cloudtrail:GetTrailStatus', 'cloudtrail:StartLogging', 'cloudtrail:UpdateTrail']);
    expect(Object.values(others).sort()).toEqual([['iam:CreateServiceLinkedRole', 'iam:GetRole'], ['iam:PassRole'], ['organizations:DescribeOrganization', 'organizations:ListAWSServiceAccessForOrganization']]);
    expect(JSON.stringify(template.toJSON())).not.toMatch(/cloudtrail:(Stop|Delete|Put)/);
  });

  it('may deliver to its log group once the role may write there', () => {
    const { AuditTrailLogGroup: last } = template.findResources('Custom::AccountSetting') as Record<string, { DependsOn: string[] }>;
    const policies = Object.entries(template.findResources('AWS::IAM::ManagedPolicy')).filter(([, { Properties }]) =>
      JSON.stringify(Properties.PolicyDocument).includes('TrailLogGroup') && JSON.stringify(Properties.PolicyDocument).includes('logs:PutLogEvents')).map(([id]) => id);
    expect(policies).toHaveLength(1);
    expect(last.DependsOn).toEqual(expect.arrayContaining(policies));
  });

  it('keeps the log group it has, which is named', () => {
    const named = make({ adoption, trailName: 'central', logGroupName: 'aws-cloudtrail-logs-central' });
    expect(Object.keys(named.findResources('Custom::AccountSetting'))).not.toContain('AuditTrailLogGroup');
    expect(Object.values(named.findResources('AWS::Logs::LogGroup')).map(({ Properties }) => Properties.LogGroupName as unknown)).not.toContain('secure-baseline-trail');
    expect(JSON.stringify(named.toJSON())).not.toContain('iam:PassRole');
  });

  it('is warned of, with what to do where it belongs to another account', () => {
    synthesize((stack) => {
      build({ adoption, trailName: 'central' })(stack);
      Annotations.fromStack(stack).hasWarning('/Test/Trail', Match.stringLikeRegexp(
        'the trail central goes on with its bucket, its key and what it records.*That of an organization is changed in the account that made it.*skip it there.*trail-adopted'));
    });
  });

  it('has its ARN', () => {
    synthesize((stack) => expect(resolve(stack.resolve(build({ adoption, trailName: 'central' })(stack).trailArn))).toBe(ARN));
  });
});

describe('that an adopted trail covers all regions and global services', () => {
  livesUpTo({
    setting: setting('AuditTrailReach'),
    operations: cloudTrail((state) => state as State, ({ IsMultiRegionTrail, IncludeGlobalServiceEvents }) => ({ IsMultiRegionTrail, IncludeGlobalServiceEvents })),
    fresh: { IsMultiRegionTrail: false, IncludeGlobalServiceEvents: true },
    other: { IsMultiRegionTrail: false, IncludeGlobalServiceEvents: false },
    wanted: { IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true },
    write: 'UpdateTrail',
  });

  it('fails where there is no such trail in the account', async () => {
    const world = new World({ ...setting('AuditTrailReach') }, { GetTrail: () => Promise.reject(awsError('TrailNotFoundException', 'Unknown trail')) });
    expect(await world.request('Create')).toMatchObject({ Status: 'FAILED', Reason: 'GetTrail failed: TrailNotFoundException: Unknown trail' });
    expect(await world.request('Delete', 'none')).toMatchObject({ Status: 'SUCCESS' });
  });

  it('is done with when the trail has gone', async () => {
    const world = new World({ ...setting('AuditTrailReach') }, { GetTrail: () => Promise.reject(awsError('TrailNotFoundException')) });
    expect(await world.request('Delete', '{"before":{"IsMultiRegionTrail":false}}')).toMatchObject({ Status: 'SUCCESS' });
  });
});

describe('that an adopted trail signs its files', () => {
  livesUpTo({
    setting: setting('AuditTrailValidation'),
    operations: cloudTrail((state) => ({ LogFileValidationEnabled: state }), ({ EnableLogFileValidation: state }) => state),
    fresh: false,
    wanted: true,
    write: 'UpdateTrail',
  });
});

describe('that an adopted trail runs', () => {
  const started = (logging: boolean) => {
    const account = { logging };
    return Object.assign(new World(setting('AuditTrailStarted'), {
      GetTrailStatus: () => ({ IsLogging: account.logging }),
      StartLogging: ({ Name: name }) => {
        account.logging = name === 'central';
        return {};
      },
    }), { account });
  };

  it.each([[false, ['StartLogging']], [true, []]])('is made so from %s, and is not undone', async (before, changes) => {
    const world = started(before);
    const { Status: status, PhysicalResourceId: id } = await world.request('Create');
    expect([status, world.account.logging]).toEqual(['SUCCESS', true]);
    expect(await world.request('Delete', id)).toMatchObject({ Status: 'SUCCESS' });
    expect([world.account.logging, world.changes.map(({ command }) => command)]).toEqual([true, changes]);
  });

  it('holds after a stop, with the next update', async () => {
    const world = started(true);
    const { PhysicalResourceId: id } = await world.request('Create');
    world.account.logging = false;
    expect(await world.request('Update', id)).toMatchObject({ Status: 'SUCCESS' });
    expect(world.account.logging).toBe(true);
  });
});

describe('that an adopted trail delivers to a log group', () => {
  const make_ = (state?: unknown) => {
    const account: Account = { state };
    return Object.assign(new World(setting('AuditTrailLogGroup'), cloudTrail(
      (now) => ({ CloudWatchLogsLogGroupArn: now }), ({ CloudWatchLogsLogGroupArn: arn, CloudWatchLogsRoleArn: role }) => {
        expect(Boolean(role)).toBe(Boolean(arn));
        return arn;
      })(account)), { account });
  };

  it.each([undefined, ''])('is made so where it has none, %p, and undone', async (before) => {
    const world = make_(before);
    const { Status: status, PhysicalResourceId: id } = await world.request('Create');
    expect([status, world.account.state]).toEqual(['SUCCESS', expect.stringContaining('TrailLogGroup')]);
    expect((await world.request('Update', id)).Status).toBe('SUCCESS');
    expect((await world.request('Delete', id)).Status).toBe('SUCCESS');
    expect(world.account.state).toBe('');
    expect(world.changes).toHaveLength(2);
  });

  it('fails where it has one, which somebody may watch: it is to be named', async () => {
    const world = make_(THEIRS);
    const { Status: status, Reason: reason, PhysicalResourceId: id } = await world.request('Create');
    expect([status, reason]).toEqual(['FAILED', 'Nothing was changed: something else is set, name or remove it']);
    expect((await world.request('Delete', id)).Status).toBe('SUCCESS');
    expect([world.account.state, world.changes]).toEqual([THEIRS, []]);
  });

  it('is left alone where somebody has chosen another one since', async () => {
    const world = make_();
    const { PhysicalResourceId: id } = await world.request('Create');
    world.account.state = THEIRS;
    expect((await world.request('Delete', id)).Status).toBe('SUCCESS');
    expect(world.account.state).toBe(THEIRS);
  });

  it('waits for the policy of the role', async () => {
    const world = make_();
    world.failures.UpdateTrail = [awsError('InvalidCloudWatchLogsLogGroupArnException'), awsError('InvalidCloudWatchLogsRoleArnException')];
    expect((await world.request('Create')).Status).toBe('SUCCESS');
  });
});

describe('a trail that is skipped', () => {
  const skip = ServiceAdoption.skip('AWS Control Tower made it');

  it('is left alone, with a warning, and its log group is watched', () => {
    const template = synthesize((stack) => {
      const trail = build({ adoption: skip, logGroupName: 'aws-controltower/CloudTrailLogs' })(stack);
      expect([trail.trailArn, trail.logGroup.logGroupName]).toEqual([undefined, 'aws-controltower/CloudTrailLogs']);
      Annotations.fromStack(stack).hasWarning('/Test/Trail', Match.stringLikeRegexp('the audit trail is left alone: AWS Control Tower made it.*trail-skipped'));
    });
    ['AWS::CloudTrail::Trail', 'AWS::Logs::LogGroup', 'AWS::IAM::Role', 'Custom::AccountSetting'].forEach((type) => template.resourceCountIs(type, 0));
  });

  it('has to have one', () => {
    expect(refusals({ adoption: skip })).toEqual([
      '- logGroupName: got nothing; allowed is the log group of the trail that is skipped; name it, or make no AuditTrail: there is nothing to watch',
    ]);
  });
});

describe('an AuditTrail refuses', () => {
  const ORGANIZATION = 'that of an organization belongs to the account that made it, and is skipped elsewhere';

  it('to adopt a trail without its name, or under what is none', () => {
    expect(refusals({ adoption })).toEqual([
      `- trailName: got nothing; allowed is the name of the trail to adopt; see aws cloudtrail describe-trails: ${ORGANIZATION}`,
    ]);
    for (const trailName of [ARN, 'ab', 'a--b', '-abc', 'abc.', 'a'.repeat(129)]) {
      expect(refusals({ adoption, trailName })).toEqual([
        expect.stringMatching(/^- trailName: got ".*"; allowed is 3 to 128 letters and digits, with single "\.", "_" or "-" between them; pass the name and not the ARN: /),
      ]);
    }
  });

  it('a name for what it makes itself', () => {
    expect(refusals({ trailName: 'central', logGroupName: 'logs' })).toEqual([
      '- trailName: got "central"; allowed is nothing but with ServiceAdoption.adopt(); leave it out: the trail that is made is called secure-baseline',
      '- logGroupName: got "logs"; allowed is nothing where a trail is made; leave it out: the log group that is made is called secure-baseline-trail',
    ]);
    expect(refusals({ adoption: ServiceAdoption.skip('why not'), trailName: 'central', logGroupName: 'logs' })).toEqual([expect.stringMatching(/^- trailName: got "central"/)]);
  });

  it('the ARN of a log group', () => {
    expect(refusals({ adoption, trailName: 'central', logGroupName: THEIRS })).toEqual([
      expect.stringMatching(/^- logGroupName: got ".*"; allowed is 1 to 512 letters, digits, ".", "_", "-", "\/" and "#"; pass the name and not the ARN$/),
    ]);
  });

  it('to say what a trail records that is there', () => {
    const fix = 'allowed is nothing for a trail that is there; leave it out: the trail goes on recording what it records';
    expect(refusals({
      adoption, trailName: 'central', dataEvents: DataEvents.writes(), insights: TrailInsights.none(), scope: TrailScope.account(),
    })).toEqual(['dataEvents: got an object (DataEvents)', 'insights: got an object (TrailInsights)', 'scope: got an object (TrailScope)'].map((what) => `- ${what}; ${fix}`));
  });

  it('what is no adoption, and one without a reason', () => {
    expect(refusals({ adoption: 'adopt' as never })).toEqual([expect.stringMatching(/^- adoption: got "adopt"; allowed is ServiceAdoption\.create\(\), \.adopt\(\) or \.skip\(reason\)/)]);
    expect(refusals({ adoption: ServiceAdoption.skip(' '), logGroupName: 'logs' })).toEqual([expect.stringMatching(/^- adoption: got " "; allowed is a reason/)]);
  });
});
