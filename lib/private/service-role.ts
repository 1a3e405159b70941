import { ManagedPolicy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/**
 * A role that one AWS service assumes, with a managed policy (inline ones cannot be reviewed in one place) for what it does.
 *
 * @param conditions - what must hold of the service's call; only keys the service documents for its roles, or it cannot assume the role
 */
export function serviceRole(
  scope: Construct, id: string, service: string, statements: PolicyStatement[], conditions: Record<string, Record<string, string>> = {},
): Role {
  const role = new Role(scope, id, { assumedBy: new ServicePrincipal(service, { conditions }) });
  // The same text whatever the feature flags of the app say.
  new ManagedPolicy(role, 'Policy', { document: new PolicyDocument({ minimize: true, statements }), roles: [role] });
  return role;
}
