import { Token } from 'aws-cdk-lib';
import { AWS_SERVICES } from '../private/services';
import { checkText, checkUnique, Problem } from '../private/validation';
import { TaggedBackup } from '../protection/tagged-backup';
import { checkList } from './guardrails/guardrail-checks';
import { ManagementPolicy } from './management-policy';
import { checkSome, ManagementPolicyEntry } from './management-policy-entry';
import { fixed, idOf } from './management-policy-settings';
import { OrganizationPolicyType } from './organization-policy-type';

/** What a tag has to be like. */
export interface TagPolicyOptions {
  /**
   * The values it may have: up to 256 characters each, upper and lower case told apart. One `*` in a value stands for any text.
   *
   * @default - any value
   */
  readonly values?: string[];

  /**
   * Types of resources that are reported where they lack the tag, such as `ec2:instance` or `s3:ALL_SUPPORTED`. Tools such as AWS CloudFormation can
   * be made to refuse them; calls to AWS are not refused.
   *
   * @default - resources without the tag are not reported
   */
  readonly requiredFor?: string[];
}

/**
 * How a tag is written in all accounts at or below a target: the case of its key, and its values. No policy further down changes what one sets. It
 * may name values where none are named, and enforce them.
 *
 * Resources without the tag comply: the guardrail `requiredTags` asks for tags where resources are made.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_tag-policies.html
 */
export class TagPolicy extends ManagementPolicy {
  /**
   * Tags that are written otherwise are reported, and nothing is refused.
   *
   * @param key - key of the tag, as it has to be written: up to 128 letters, digits, spaces and `+=._:/@-`
   * @param options - what else is asked of the tag
   */
  public static reported(key: string, options: TagPolicyOptions = {}): TagPolicy {
    return new TagPolicy(entryOf(idOf('tag', key), key, `Tags ${key} that are written otherwise are reported.`, options));
  }

  /**
   * Calls that would write the tag otherwise are refused, for some types of resources. What makes resources with tags of its own, such as Amazon EC2
   * Auto Scaling, then fails to make them when its tags do not comply: attach `reported` first, mend what it reports, and try this in one account.
   *
   * @param key - key of the tag, as it has to be written: up to 128 letters, digits, spaces and `+=._:/@-`
   * @param resourceTypes - types of resources for which AWS can enforce tags, such as `ec2:instance`, or all of a service: `ec2:ALL_SUPPORTED`; at
   * least one
   * @param options - what else is asked of the tag
   */
  public static enforced(key: string, resourceTypes: string[], options: TagPolicyOptions = {}): TagPolicy {
    return new TagPolicy(entryOf(`${idOf('tag', key)}-enforced`, key, `Tags ${key} are not written otherwise.`, options, [...resourceTypes]));
  }

  /**
   * What an ordinary company can turn on at once, at no cost, since it reports and refuses nothing: the tag that has resources backed up, which does
   * nothing when it is written otherwise, and `cost-center`, `owner` and `data-classification`. Where your tags have other names, name them instead.
   */
  public static recommended(): TagPolicy[] {
    return [
      TagPolicy.reported(TaggedBackup.TAG_KEY, { values: [TaggedBackup.TAG_VALUE] }),
      TagPolicy.reported('cost-center'),
      TagPolicy.reported('owner'),
      TagPolicy.reported('data-classification', { values: ['public', 'internal', 'confidential', 'restricted'] }),
    ];
  }

  private constructor(protected readonly _entry: ManagementPolicyEntry) {
    super();
  }
}

function entryOf(id: string, key: string, what: string, { values, requiredFor }: TagPolicyOptions, enforcedFor?: string[]): ManagementPolicyEntry {
  return {
    id,
    type: OrganizationPolicyType.TAG_POLICY,
    what,
    why: 'Costs, owners and permissions are found by tags, and a tag that is written in two ways is two tags.',
    link: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html',
    content: {
      tags: {
        // AWS tells these keys apart without regard to case: in one case, two spellings of a tag meet here and are refused.
        [key.toLowerCase()]: {
          tag_key: fixed(key),
          ...values && { tag_value: fixed(values) },
          ...enforcedFor && { enforced_for: fixed(enforcedFor) },
          ...requiredFor && { report_required_tag_for: fixed(requiredFor) },
        },
      },
    },
    warnings: enforcedFor === undefined ? [] : [{
      id: 'tags-enforced',
      message: `Calls that write the tag ${key} otherwise are refused for ${enforcedFor.join(', ')}, those of services that make resources included`,
    }],
    problems: [
      ...checkText('key', key, /^(?!aws:)(?! )[a-z0-9 +=._:/@-]{1,128}(?<! )$/i,
        'the key of a tag: 1 to 128 letters, digits, spaces and "+=._:/@-", without aws: in front', 'use keys such as cost-center'),
      ...Token.isUnresolved(key) ? [{ prop: 'key', got: key, allowed: 'a key that is known at synthesis', fix: 'write it out' }] : [],
      ...values === undefined ? [] : checkList('values', values, /^[^*]*\*?[^*]*$/s, 'a text with at most one *', 'write each value out'),
      ...(values ?? []).flatMap((value, index) => checkText(`values[${index}]`, value, /^.{0,256}$/s, 'at most 256 characters', 'shorten it')),
      ...enforcedFor === undefined ? [] : typeProblems('resourceTypes', enforcedFor),
      ...requiredFor === undefined ? [] : typeProblems('requiredFor', requiredFor),
    ],
  };
}

function typeProblems(prop: string, types: string[]): Problem[] {
  return [
    ...checkSome(prop, types, 'name types such as ec2:instance'),
    ...types.flatMap((type, index) => Token.isUnresolved(type)
      || /^[a-z0-9-]+:(ALL_SUPPORTED|[A-Za-z0-9/-]+)$/.test(type) && AWS_SERVICES.includes(type.split(':')[0])
      ? []
      : [{
        prop: `${prop}[${index}]`, got: type, allowed: 'a type of resources of a service of AWS',
        fix: 'write it like ec2:instance, or ec2:ALL_SUPPORTED for all of a service',
      }]),
    ...checkUnique(prop, types, 'name each once'),
  ];
}
