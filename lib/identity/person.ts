import { IGroup, IUser, User } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkRange, checkText, Problem, refuse } from '../private/validation';

/** Properties of a Person. */
export interface PersonProps {
  /** Name to sign in with: 1 to 64 letters, digits and `+=,.@_-`. */
  readonly userName: string;

  /** Groups the person is a member of, from 1 to 10. A person who must leave at once is a member of a RevokedGroup alone. */
  readonly groups: IGroup[];
}

/**
 * A person with an IAM user, whose permissions come from groups alone. Password and devices are not in the template: an administrator sets the first
 * password, and the person enrols the device.
 *
 * Prefer IAM Identity Center where there is more than one account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users.html
 */
export class Person extends Construct {
  /** @internal */
  public static _problems(userName: string, groups: number): Problem[] {
    return [
      ...checkText('userName', userName, /^[A-Za-z0-9+=,.@_-]{1,64}$/, '1 to 64 letters, digits and "+=,.@_-"', 'use a name such as ann'),
      ...checkRange('groups', groups, 1, 10, 'name the groups whose work the person does'),
    ];
  }

  /** The user. */
  public readonly user: IUser;

  /** @throws when IAM would not accept the name or the number of groups */
  constructor(scope: Construct, id: string, props: PersonProps) {
    super(scope, id);
    refuse(this, Person._problems(props.userName, props.groups.length));
    this.user = new User(this, 'Resource', { userName: props.userName, groups: props.groups });
  }
}
