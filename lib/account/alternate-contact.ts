import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { SettingProvider } from '../private/setting-provider';
import { checkEmail, checkText, Problem, refuse } from '../private/validation';
import { AlternateContactType } from './alternate-contact-type';
import { SettingOptions } from './setting-options';

/** Whom AWS writes to and calls, besides the root user's own address. It stands in the template: prefer a team to a person. */
export interface AlternateContactDetails {
  /** Name of a person or team: 1 to 64 characters. */
  readonly name: string;

  /** What they do there: 1 to 50 characters. */
  readonly title: string;

  /** E-mail address: 254 characters at most. */
  readonly emailAddress: string;

  /**
   * Telephone number with 7 to 15 digits: in international form, such as `+49 30 1234567`. Besides digits and a leading `+`, spaces, dashes and
   * parentheses may be in it; 25 characters at most.
   */
  readonly phoneNumber: string;
}

/** Properties of an AlternateContact. */
export interface AlternateContactProps extends AlternateContactDetails, SettingOptions {
  /** What AWS turns to them for. */
  readonly contactType: AlternateContactType;
}

/**
 * Whom AWS turns to about security, billing or operations of the account, besides the root user's own address.
 *
 * One of each type an account. AWS CloudFormation has no resource type for it, so a function of the stack sets it. A contact is personal data, which
 * does not belong into the records of a stack: so none is written down, and none is overwritten when the construct is made. Where somebody else is
 * set already, the deployment fails; remove them first, with `aws account delete-alternate-contact`. When the construct goes, so does the contact,
 * unless it was there before or somebody has changed it since. An update sets whom the template names, whoever was set in between.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html
 */
export class AlternateContact extends Construct {
  /** @internal */
  public static _problems(props: AlternateContactDetails): Problem[] {
    // Missing ones too, as JavaScript may pass them: AWS wants all four.
    const said = (prop: 'name' | 'title', most: number) => checkText(prop, props[prop] ?? '', new RegExp(`^(?!\\s)[^\\n]{1,${most}}(?<!\\s)$`),
      `1 to ${most} characters`, 'write what AWS should call them, without spaces around it');
    return [
      ...said('name', 64),
      ...said('title', 50),
      ...checkEmail('emailAddress', props.emailAddress ?? ''),
      ...checkEmail('emailAddress', props.emailAddress).length > 0 ? [] : checkText('emailAddress', props.emailAddress, /^[\w+=.#|!&-]+@/,
        'an e-mail address with letters, digits and "+=.#|!&_-" before the @', 'use another address: AWS takes no other signs in contacts'),
      ...checkText('phoneNumber', props.phoneNumber ?? '', /^(?=.{7,25}$)(?=(\D*\d){7,15}\D*$)\+?[ 0-9()-]+$/,
        'a telephone number with 7 to 15 digits, in 25 characters at most', 'write it in international form, like +49 30 1234567'),
    ];
  }

  /** @internal */
  public static _statements(scope: IConstruct): PolicyStatement[] {
    return [new PolicyStatement({
      actions: ['account:DeleteAlternateContact', 'account:GetAlternateContact', 'account:PutAlternateContact'],
      resources: [Stack.of(scope).formatArn({ service: 'account', region: '', resource: 'account' })],
    })];
  }

  /** @throws when AWS would not accept name, title, e-mail address or telephone number, or when the stack has one of the type already */
  constructor(scope: Construct, id: string, props: AlternateContactProps) {
    super(scope, id);
    refuse(this, AlternateContact._problems(props));
    const type = props.contactType;
    const input = { AlternateContactType: type };
    SettingProvider.of(this).reach(this, {
      name: `Account${type[0]}${type.slice(1).toLowerCase()}Contact`,
      service: 'account',
      client: 'AccountClient',
      read: { command: 'GetAlternateContact', input, path: ['AlternateContact'] },
      absent: ['ResourceNotFoundException'],
      fields: { Name: null, Title: null, EmailAddress: null, PhoneNumber: null },
      wanted: { Name: props.name, Title: props.title, EmailAddress: props.emailAddress, PhoneNumber: props.phoneNumber },
      write: { command: 'PutAlternateContact', input, to: '' },
      remove: { command: 'DeleteAlternateContact', input },
      vacant: true,
      statements: AlternateContact._statements(this),
      wildcardReason: 'There is none.',
    }, props.logEncryptionKey);
  }
}
