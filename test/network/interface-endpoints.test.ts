import { anonymousPrincipal } from '@cloud-copilot/iam-simulate';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { EndpointAccess, NetworkTier, ReachabilityAnalysis, TieredVpc, TrafficFlow } from '../../lib';
import { InterfaceEndpointService } from '../../lib/network/interface-endpoint-service';
import { InterfaceEndpoints, InterfaceEndpointsProps } from '../../lib/network/interface-endpoints';
import { ACCOUNT, ADMINISTRATOR, decide, FOREIGN_ACCOUNT, problemsOf, resolve } from '../support';

const ENDPOINTS = NetworkTier.isolated('endpoints');
const [OPEN, APPLICATION, DATA] = [NetworkTier.public(), NetworkTier.application(), NetworkTier.data()];

function network(scope: Stack, flows: TrafficFlow[] = []): TieredVpc {
  return new TieredVpc(scope, 'Vpc', { tiers: [OPEN, APPLICATION, DATA, ENDPOINTS], flows });
}

function make(props: Partial<InterfaceEndpointsProps> = {}, flows: TrafficFlow[] = []): { stack: Stack; template: Template; vpc: TieredVpc; made: InterfaceEndpoints } {
  const stack = new Stack(new App(), 'Network');
  const vpc = network(stack, flows);
  const made = new InterfaceEndpoints(stack, 'Endpoints', {
    vpc, tier: ENDPOINTS, services: InterfaceEndpointService.sessionManager(), clients: [APPLICATION], ...props,
  });
  return { stack, vpc, made, template: Template.fromStack(stack) };
}

interface Endpoint { ServiceName: unknown; VpcEndpointType: string; SubnetIds: unknown[]; PolicyDocument?: unknown }

function endpoints(template: Template): Record<string, Endpoint> {
  return Object.fromEntries(Object.values(template.findResources('AWS::EC2::VPCEndpoint', { Properties: { VpcEndpointType: 'Interface' } }))
    .map(({ Properties }) => [resolve(Properties.ServiceName) as string, Properties as Endpoint]));
}

describe('interface endpoints', () => {
  const { template, vpc, made } = make();

  it('lead to what Session Manager needs, through every zone of their tier, under the names everybody uses', () => {
    expect(Object.keys(endpoints(template))).toEqual(['ssm', 'ssmmessages', 'ec2messages'].map((name) => `com.amazonaws.eu-central-1.${name}`));
    const group = Object.keys(template.findResources('AWS::EC2::SecurityGroup')).find((id) => id.startsWith('VpcEndpoints'))!;
    for (const { SubnetIds } of Object.values(endpoints(template))) {
      expect(SubnetIds).toEqual([1, 2].map((zone) => ({ 'Fn::GetAtt': [expect.stringMatching(`^VpcEndpointsSubnet${zone}`), 'SubnetId'] })));
    }
    template.allResourcesProperties('AWS::EC2::VPCEndpoint', Match.objectLike({ PolicyDocument: Match.anyValue() }));
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Interface', PrivateDnsEnabled: true, SecurityGroupIds: [{ 'Fn::GetAtt': [group, 'GroupId'] }],
    });
  });

  it('are reached by their clients on 443, and by nobody else', () => {
    const reachable = ReachabilityAnalysis.ofTemplate(Template.fromStack(make().stack).toJSON());
    reachable.canReach('application', 'endpoints', 443);
    reachable.cannotReach('application', 'endpoints', 22);
    reachable.cannotReach('data', 'endpoints');
    reachable.cannotReach('public', 'endpoints');
    reachable.cannotReach('internet', 'endpoints');
    reachable.cannotReach('endpoints', 'application');
  });

  it('declare the flow from each client, and none that is there already', () => {
    const flow = TrafficFlow.from(APPLICATION).to(ENDPOINTS).port(443);
    expect(vpc.flows.map(String)).toEqual(['application to endpoints on 443']);
    expect(make({ clients: [APPLICATION, DATA] }, [flow]).vpc.flows.map(String)).toEqual(['application to endpoints on 443', 'data to endpoints on 443']);
  });

  it('have ids that other policies can name', () => {
    const stack = make().stack;
    expect(stack.resolve(made.endpointId(InterfaceEndpointService.SSM))).toEqual({ 'Fn::GetAtt': [expect.stringMatching('^EndpointsSsm'), 'Id'] });
    expect(() => made.endpointId(InterfaceEndpointService.KMS)).toThrow('service: got "kms"; allowed is one with an endpoint here: ssm, ssmmessages, ec2messages');
  });

  it.each<[string, Partial<InterfaceEndpointsProps>, string]>([
    ['a tier the network lacks', { tier: NetworkTier.isolated('services') },
      'tier: got "services"; allowed is a tier of the network: public, application, data, endpoints; add the tier "services" to the tiers of the network, or correct its name'],
    ['a tier that reaches the internet', { tier: OPEN },
      'tier: got "public"; allowed is a tier without a way to the internet; give the endpoints a tier of their own, such as NetworkTier.isolated(\'endpoints\')'],
    ['no services', { services: [] },
      'services: got a list of 0; allowed is one service or more; name one, such as InterfaceEndpointService.KMS, or leave the construct out'],
    ['a service twice', { services: [InterfaceEndpointService.KMS, InterfaceEndpointService.of('kms')] },
      'services[1]: got "kms"; allowed is each value once; name each service once'],
    ['a service by its whole name', { services: [InterfaceEndpointService.of('com.amazonaws.eu-central-1.KMS')] },
      'services[0]: got "com.amazonaws.eu-central-1.KMS"; allowed is the name of a service behind AWS PrivateLink; write what follows com.amazonaws.<region>. in it, such as athena'],
    ['no clients', { clients: [] }, 'clients: got a list of 0; allowed is one tier or more; name the tiers whose hosts call the services'],
    ['a client twice', { clients: [DATA, DATA] }, 'clients[1]: got "data"; allowed is each value once; name each tier once'],
    ['a client the network lacks', { clients: [NetworkTier.data('cache')] },
      'clients[0]: got "cache"; allowed is a tier of the network: public, application, data, endpoints; add the tier "cache" to the tiers of the network, or correct its name'],
    ['clients among the endpoints', { clients: [ENDPOINTS] },
      'clients[0]: got "endpoints"; allowed is a tier other than that of the endpoints; place hosts and endpoints in different tiers'],
    ['an organization that is none', { access: EndpointAccess.ownOrganization('r-root') },
      'access: got "r-root"; allowed is the id of an organization; copy it from AWS Organizations, such as o-a1b2c3d4e5'],
  ])('refuse %s', (_, props, problem) => {
    expect(problemsOf((stack) => new InterfaceEndpoints(stack, 'Endpoints', {
      vpc: network(stack), tier: ENDPOINTS, services: [InterfaceEndpointService.KMS], clients: [APPLICATION], ...props,
    }))).toEqual([`- ${problem}`]);
  });

  it('refuse a service that has an endpoint in the network already, which would claim its names twice', () => {
    const twice = (stack: Stack, vpcs: TieredVpc[]) => vpcs.forEach((one, index) => new InterfaceEndpoints(stack, `Endpoints${index}`, {
      vpc: one, tier: ENDPOINTS, services: [InterfaceEndpointService.KMS], clients: [APPLICATION],
    }));
    expect(problemsOf((stack) => {
      const one = network(stack);
      twice(stack, [one, one]);
    })).toEqual(['- services[0]: got "kms"; allowed is each service once in a network; leave it out: Test/Endpoints0 has its endpoint']);
    expect(problemsOf((stack) => twice(stack, [network(stack), new TieredVpc(stack, 'Other', { tiers: [APPLICATION, ENDPOINTS] })]))).toEqual([]);
  });

  it('warn of a service whose endpoint can limit nobody', () => {
    const { stack, template: open } = make({ services: [InterfaceEndpointService.withoutPolicy('old-service')] });
    Annotations.fromStack(stack).hasWarning('/Network/Endpoints', Match.stringLikeRegexp('old-service has no policy.*cdk-secure-baseline:interface-endpoint-without-policy:old-service'));
    expect(endpoints(open)['com.amazonaws.eu-central-1.old-service'].PolicyDocument).toBeUndefined();
    Annotations.fromStack(make().stack).hasNoWarning('/Network/Endpoints', Match.anyValue());
  });
});

describe('the policy of an interface endpoint', () => {
  const policy = (service: InterfaceEndpointService, access?: EndpointAccess) =>
    resolve(Object.values(endpoints(make({ services: [service], access }).template))[0].PolicyDocument) as unknown;

  interface Call { who?: string; whose?: string; organization?: string; more?: Record<string, string> }
  const through = (document: unknown, action: string, resource: string, { who = ACCOUNT, whose = ACCOUNT, organization = 'o-outside0000', more = {} }: Call = {}) =>
    decide(ADMINISTRATOR, action, resource, {
      'aws:PrincipalAccount': who, 'aws:ResourceAccount': whose, 'aws:PrincipalOrgID': organization, 'aws:ResourceOrgID': organization, ...more,
    }, { endpoint: document, resource: ANYBODY });

  type Row = [InterfaceEndpointService, string, string];
  const named = ([service, action, resource]: Row): [string, ...Row] => [service.name, service, action, resource];

  it.each(([
    [InterfaceEndpointService.KMS, 'kms:Decrypt', 'arn:aws:kms:eu-central-1:111122223333:key/1'],
    [InterfaceEndpointService.SECRETS_MANAGER, 'secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:a'],
    [InterfaceEndpointService.CLOUDWATCH_LOGS, 'logs:PutLogEvents', 'arn:aws:logs:eu-central-1:111122223333:log-group:a:log-stream:b'],
    [InterfaceEndpointService.CLOUDWATCH, 'cloudwatch:DescribeAlarms', 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:a'],
    [InterfaceEndpointService.STS, 'sts:AssumeRole', 'arn:aws:iam::111122223333:role/a'],
    [InterfaceEndpointService.ECR_API, 'ecr:BatchGetImage', 'arn:aws:ecr:eu-central-1:111122223333:repository/a'],
    [InterfaceEndpointService.ECR_DOCKER, 'ecr:UploadLayerPart', 'arn:aws:ecr:eu-central-1:111122223333:repository/a'],
    [InterfaceEndpointService.SQS, 'sqs:SendMessage', 'arn:aws:sqs:eu-central-1:111122223333:a'],
    [InterfaceEndpointService.SNS, 'sns:Publish', 'arn:aws:sns:eu-central-1:111122223333:a'],
    [InterfaceEndpointService.EVENTBRIDGE, 'events:PutEvents', 'arn:aws:events:eu-central-1:111122223333:event-bus/a'],
    [InterfaceEndpointService.STEP_FUNCTIONS, 'states:StartExecution', 'arn:aws:states:eu-central-1:111122223333:stateMachine:a'],
    [InterfaceEndpointService.SSM, 'ssm:GetParameter', 'arn:aws:ssm:eu-central-1:111122223333:parameter/a'],
    [InterfaceEndpointService.EC2, 'ec2:TerminateInstances', 'arn:aws:ec2:eu-central-1:111122223333:instance/i-1'],
  ] satisfies Row[]).map(named))('of %s lets own identities reach own resources, and nothing else', async (_, service, action, resource) => {
    const document = policy(service);
    expect(await through(document, action, resource)).toBe('Allowed');
    expect(await through(document, action, resource, { who: FOREIGN_ACCOUNT })).not.toBe('Allowed');
    expect(await through(document, action, resource, { whose: FOREIGN_ACCOUNT })).not.toBe('Allowed');
  });

  it.each(([
    [InterfaceEndpointService.SSM_MESSAGES, 'ssmmessages:CreateControlChannel', '*'],
    [InterfaceEndpointService.EC2_MESSAGES, 'ec2messages:GetMessages', '*'],
    [InterfaceEndpointService.of('athena'), 'athena:ListWorkGroups', '*'],
  ] satisfies Row[]).map(named))('of %s limits who calls alone, since nothing says whose resource it is', async (_, service, action, resource) => {
    const document = policy(service);
    expect(await through(document, action, resource, { whose: FOREIGN_ACCOUNT })).toBe('Allowed');
    expect(await through(document, action, resource, { who: FOREIGN_ACCOUNT })).not.toBe('Allowed');
  });

  it('of an organization lets its identities reach its resources, and those of trusted accounts', async () => {
    const key = `arn:aws:kms:eu-central-1:${FOREIGN_ACCOUNT}:key/1`;
    const document = policy(InterfaceEndpointService.KMS, EndpointAccess.ownOrganization('o-a1b2c3d4e5', ['444455556666']));
    expect(await through(document, 'kms:Decrypt', key, { whose: FOREIGN_ACCOUNT, organization: 'o-a1b2c3d4e5' })).toBe('Allowed');
    expect(await through(document, 'kms:Decrypt', key)).not.toBe('Allowed');
    expect(await through(document, 'kms:Decrypt', key, { whose: '444455556666', organization: 'o-a1b2c3d4e5', more: { 'aws:ResourceOrgID': 'o-outside0000' } })).toBe('Allowed');
  });

  it('of AWS Systems Manager lets own identities use what AWS publishes, and change none of it', async () => {
    // The simulator takes no ARN without an account: zeros stand for AWS.
    const document = JSON.parse(JSON.stringify(policy(InterfaceEndpointService.SSM)).replace(/eu-central-1::/g, 'eu-central-1:000000000000:')) as unknown;
    const call = (action: string, resource: string, who = ACCOUNT) =>
      through(document, action, `arn:aws:ssm:eu-central-1:${resource}`, { who, whose: FOREIGN_ACCOUNT });
    expect(await call('ssm:GetParameter', '000000000000:parameter/aws/service/ami')).toBe('Allowed');
    expect(await call('ssm:StartSession', '000000000000:document/AWS-StartPortForwardingSession')).toBe('Allowed');
    expect(await call('ssm:PutParameter', '000000000000:parameter/aws/service/ami')).not.toBe('Allowed');
    expect(await call('ssm:GetParameter', '000000000000:parameter/ours')).not.toBe('Allowed');
    expect(await call('ssm:GetDocument', `${FOREIGN_ACCOUNT}:document/Theirs`)).not.toBe('Allowed');
    expect(await call('ssm:GetParameter', '000000000000:parameter/aws/service/ami', FOREIGN_ACCOUNT)).not.toBe('Allowed');
  });

  it('of Amazon EC2 lets images of Amazon be launched, and nobody else\'s', async () => {
    const launch = (owner: string) =>
      through(policy(InterfaceEndpointService.EC2), 'ec2:RunInstances', 'arn:aws:ec2:eu-central-1::image/ami-1', { whose: FOREIGN_ACCOUNT, more: { 'ec2:Owner': owner } });
    expect(await launch('amazon')).toBe('Allowed');
    expect(await launch(FOREIGN_ACCOUNT)).not.toBe('Allowed');
  });

  it('of AWS STS lets those without an identity yet assume own roles alone', async () => {
    const federated = (action: string, whose: string) =>
      decide(anonymousPrincipal, action, `arn:aws:iam::${whose}:role/a`, { 'aws:ResourceAccount': whose }, { endpoint: policy(InterfaceEndpointService.STS), resource: ANYBODY });
    expect(await federated('sts:AssumeRoleWithWebIdentity', ACCOUNT)).toBe('Allowed');
    expect(await federated('sts:AssumeRoleWithWebIdentity', FOREIGN_ACCOUNT)).not.toBe('Allowed');
    expect(await federated('sts:AssumeRole', ACCOUNT)).not.toBe('Allowed');
  });

  it('of Amazon API Gateway lets anybody call APIs of the account and of trusted ones, which decide for themselves', async () => {
    const call = (account: string) => decide(anonymousPrincipal, 'execute-api:Invoke', `arn:aws:execute-api:eu-central-1:${account}:abc/prod/GET/orders`, {}, {
      endpoint: policy(InterfaceEndpointService.EXECUTE_API, EndpointAccess.ownAccount(['444455556666'])), resource: ANYBODY,
    });
    expect(await call(ACCOUNT)).toBe('Allowed');
    expect(await call('444455556666')).toBe('Allowed');
    expect(await call(FOREIGN_ACCOUNT)).not.toBe('Allowed');
  });
});

/** A policy on the resource that is not what stops anybody here. */
const ANYBODY = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: '*', Action: ['sts:*', 'execute-api:*', 'kms:*'], Resource: '*' } };
