import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogArchive } from '../../lib';
import { ResolverQueryLog, ResolverQueryLogProps } from '../../lib/network/resolver-query-log';
import { problemsOf, synthesize } from '../support';

function make(props: (stack: Stack) => Partial<ResolverQueryLogProps> = () => ({})): Template {
  return synthesize((stack) => {
    new ResolverQueryLog(stack, 'Queries', { vpcId: 'vpc-1', ...props(stack) });
  });
}

describe('ResolverQueryLog', () => {
  const template = make();

  it('records the queries of its network', () => {
    const [configuration] = Object.keys(template.findResources('AWS::Route53Resolver::ResolverQueryLoggingConfig'));
    template.hasResourceProperties('AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', {
      ResourceId: 'vpc-1', ResolverQueryLogConfigId: { 'Fn::GetAtt': [configuration, 'Id'] },
    });
  });

  it('keeps them for a year, encrypted with a key of its own, where AWS can deliver to, and beyond its stack', () => {
    const [logGroup] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
    const [key] = Object.keys(template.findResources('AWS::KMS::Key'));
    template.hasResourceProperties('AWS::Route53Resolver::ResolverQueryLoggingConfig', { DestinationArn: { 'Fn::GetAtt': [logGroup, 'Arn'] } });
    template.hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Retain',
      Properties: {
        RetentionInDays: 365, KmsKeyId: { 'Fn::GetAtt': [key, 'Arn'] },
        LogGroupName: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('^/aws/vendedlogs/dns-queries-')])] },
      },
    });
  });

  it('has a name that Route 53 takes, and that differs from that of another one', () => {
    const names = Object.values(synthesize((stack) => {
      new ResolverQueryLog(stack, 'One', { vpcId: 'vpc-1' });
      new ResolverQueryLog(stack, `${'Long'.repeat(20)}One`, { vpcId: 'vpc-2' });
      new ResolverQueryLog(stack, `${'Long'.repeat(20)}Two`, { vpcId: 'vpc-3' });
    }).findResources('AWS::Route53Resolver::ResolverQueryLoggingConfig')).map(({ Properties }) => Properties.Name as string);
    expect(new Set(names).size).toBe(3);
    names.forEach((name) => expect(name).toMatch(/^(?!\d+$)[a-zA-Z0-9_ '-]{1,64}$/));
  });

  it('can use a key that is there', () => {
    const shared = make((stack) => ({ encryptionKey: new Key(stack, 'Shared') }));
    shared.resourceCountIs('AWS::KMS::Key', 1);
    shared.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Shared'), 'Arn'] } });
  });

  it('can deliver to a log archive, once that lets it', () => {
    const archived = make((stack) => ({ bucket: new LogArchive(stack, 'Archive').bucket }));
    const policies = Object.keys(archived.findResources('AWS::S3::BucketPolicy')).filter((id) => id.startsWith('ArchiveBucket'));
    archived.resourceCountIs('AWS::Logs::LogGroup', 0);
    archived.hasResource('AWS::Route53Resolver::ResolverQueryLoggingConfig', {
      Properties: { DestinationArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ArchiveBucket'), 'Arn'] } },
      DependsOn: Match.arrayWith(policies),
    });
    expect(policies).toHaveLength(1);
  });

  it('refuses a key beside a bucket', () => {
    expect(problemsOf((stack) => {
      const { bucket, encryptionKey } = new LogArchive(new Stack(new App(), 'Archive'), 'Archive');
      new ResolverQueryLog(stack, 'Queries', { vpcId: 'vpc-1', bucket, encryptionKey });
    })).toEqual([expect.stringMatching(/^- encryptionKey: got an object .*; allowed is nothing, with a bucket; leave it out: the bucket encrypts with its own key$/)]);
  });
});
