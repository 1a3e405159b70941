import { App, Stack } from 'aws-cdk-lib';
import { AccountBaseline, AccountDomain, BaselineProfile, DetectionDomain, LoggingDomain, ServiceAdoption, StackSetTemplate } from '../../lib';
import { ACCOUNT, REGION, resolve, templateOf } from '../support';

/** What a function of the baseline may call in a member account, as its own policies say it. */
export interface FunctionCall {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Record<string, string | string[]>;
}

interface Resource { readonly Type: string; readonly Properties?: Record<string, any> } // eslint-disable-line @typescript-eslint/no-explicit-any

/** Every call that the functions of a template may make, each once. */
export function functionCalls(template: object): FunctionCall[] {
  const resources = (template as { Resources: Record<string, Resource> }).Resources;
  const roles = Object.values(resources).filter(({ Type: type }) => type === 'AWS::Lambda::Function').map((each) => each.Properties!.Role['Fn::GetAtt'][0] as string);
  return roles.flatMap((id) => {
    const role = `arn:aws:iam::${ACCOUNT}:role${resources[id].Properties!.Path ?? '/'}Stack-${id}`;
    return Object.values(resources).filter((each) => each.Properties?.Roles?.some(({ Ref: ref }: { Ref?: string }) => ref === id))
      .flatMap((each) => resolve(each.Properties!.PolicyDocument).Statement)
      .flatMap(({ Action: actions, Resource: targets, Condition: condition }) => [actions].flat().flatMap((action: string) => [targets].flat()
        .map((resource: string) => ({ role, action, resource: known(action, resource), context: { 'aws:PrincipalArn': role, 'aws:RequestedRegion': REGION, ...condition?.StringEquals } }))));
  });
}

/** One resource of those a pattern names. */
function known(action: string, resource: string): string {
  return action.startsWith('logs:') ? `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:secure-baseline-settings-1:log-stream:1`
    : action === 'iam:PassRole' ? `arn:aws:iam::${ACCOUNT}:role/Stack-TrailRole-1`
    : action === 'ec2:DeleteInternetGateway' ? `arn:aws:ec2:${REGION}:${ACCOUNT}:internet-gateway/igw-1`
    : resource === '*' ? '*' : resource.replace(/\*/g, 'x');
}

const CONTACT = { name: 'Security', title: 'Security', emailAddress: 'security@example.com', phoneNumber: '+49 30 1234567' };

/** What a rollout brings to member accounts, and an account baseline that is deployed to one by itself, with all it can set and take over. */
export function memberTemplates(): object[] {
  const app = new App();
  const adopt = ServiceAdoption.adopt();
  new AccountBaseline(app, 'Baseline', {
    profile: BaselineProfile.regulated(),
    accountSettings: AccountDomain.settings({ accountAlias: 'acme', securityContact: CONTACT }),
    logging: LoggingDomain.auditTrail({ adoption: adopt, trailName: 'central' }),
    detection: DetectionDomain.threatDetection({
      detectorAdoption: adopt, hubAdoption: adopt, scanAdoption: adopt, sessionAdoption: adopt, graphAdoption: adopt, analyzerAdoption: adopt,
    }),
  });
  return [
    ...[StackSetTemplate.homeRegion(), StackSetTemplate.furtherRegion()].map((template) => JSON.parse(template._body(new Stack(new App(), 'Scope'))) as object),
    ...app.node.findAll().filter(Stack.isStack).map((stack) => templateOf(stack).toJSON()),
  ];
}
