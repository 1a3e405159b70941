import { IGroup, IRole, ManagedPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../private/acknowledge-wildcards';
import { BASELINE_PATH } from './names';
import { policyParts } from './policy-parts';

/** Who gets the policies, and what is said of them. */
interface Attachment {
  readonly groups?: IGroup[];
  readonly roles?: IRole[];
  readonly description?: string;
}

/** The statements of a persona as policies, as many as the quota makes necessary: `Permissions`, `Permissions2` and so on. */
export function personaPolicies(scope: Construct, id: string, statements: PolicyStatement[], attachment: Attachment): void {
  policyParts(scope, statements).forEach((part, index) => {
    const policy = new ManagedPolicy(scope, index === 0 ? id : `${id}${index + 1}`, {
      ...attachment,
      path: BASELINE_PATH,
      // A document of its own keeps the statements as they are written, whatever the feature flags of the app.
      document: new PolicyDocument({ statements: part, minimize: false }),
    });
    acknowledgeWildcards(policy,
      'The catalogue of personas names each action or service and says why it is there; the denials beside it are tested by simulated requests.');
  });
}
