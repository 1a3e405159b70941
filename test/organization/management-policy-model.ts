import { IOrganizationControl } from '../../lib/organization/organization-control';
import { OrganizationPolicies } from '../../lib/organization/organization-policies';
import { OrganizationPolicyType } from '../../lib/organization/organization-policy-type';
import { mergeContents } from '../../lib/organization/policy-compiler-contents';
import { PolicyTarget } from '../../lib/organization/policy-target';
import { problemsOf, synthesize } from '../support';

export interface Tree { [key: string]: Tree | string | string[] }

/** What may stand at a place: a text, a list of texts, or further places, by name or by a pattern of names. */
interface Grammar {
  readonly text?: RegExp;
  readonly list?: RegExp;
  readonly places?: Record<string, Grammar>;
  readonly named?: [RegExp, Grammar];
  readonly needs?: string[];
}

const CONTROL = '@@operators_allowed_for_child_policies';
const text = (pattern: RegExp): Grammar => ({ text: pattern });
const list = (pattern: RegExp): Grammar => ({ list: pattern });
const all = (places: Record<string, Grammar>, needs = Object.keys(places)): Grammar => ({ places, needs });
const DAYS = text(/^\d+$/);
const ARN = /^arn:aws(-cn|-us-gov)?:backup:[a-z0-9-]+:(\$account|\d{12}):backup-vault:[\w-]{2,50}$/;
const LIFECYCLE = all({ delete_after_days: DAYS, move_to_cold_storage_after_days: DAYS, opt_in_to_archive_for_supported_resources: text(/^(true|false)$/) }, []);

/** As the pages about the syntax of each type have it. */
const GRAMMARS: Partial<Record<OrganizationPolicyType, Grammar>> = {
  DECLARATIVE_POLICY_EC2: all({
    ec2_attributes: all({
      exception_message: text(/\S/),
      vpc_block_public_access: all({ internet_gateway_block: all({ mode: text(/^(off|block_ingress|block_bidirectional)$/), exclusions_allowed: text(/^(enabled|disabled)$/) }) }),
      serial_console_access: all({ status: text(/^(enabled|disabled)$/) }),
      image_block_public_access: all({ state: text(/^(unblocked|block_new_sharing)$/) }),
      snapshot_block_public_access: all({ state: text(/^(unblocked|block_new_sharing|block_all_sharing)$/) }),
      allowed_images_settings: all({
        state: text(/^(enabled|disabled|audit_mode)$/),
        image_criteria: {
          named: [/^criteria_([1-9]|10)$/, all({
            allowed_image_providers: list(/^(amazon|aws_marketplace|aws_backup_vault|\d{12})$/),
            image_names: list(/^.{1,128}$/),
            marketplace_product_codes: list(/^[A-Za-z0-9]{1,25}$/),
            creation_date_condition: all({ maximum_days_since_created: DAYS }),
            deprecation_time_condition: all({ maximum_days_since_deprecated: DAYS }),
          }, [])],
        },
      }, ['state']),
      instance_metadata_defaults: all({
        http_tokens: text(/^(no_preference|required|optional)$/),
        http_put_response_hop_limit: text(/^(-1|[1-9]|[1-5]\d|6[0-4])$/),
        http_endpoint: text(/^(no_preference|enabled|disabled)$/),
        instance_metadata_tags: text(/^(no_preference|enabled|disabled)$/),
        http_tokens_enforced: text(/^(no_preference|enabled|disabled)$/),
      }, ['http_tokens', 'http_put_response_hop_limit', 'http_endpoint', 'instance_metadata_tags']),
    }, []),
  }),
  S3_POLICY: all({ s3_attributes: all({ public_access_block_configuration: text(/^(all|none)$/) }) }),
  AISERVICES_OPT_OUT_POLICY: all({ services: { named: [/^[a-z0-9]+(::[a-z]+)?$/, all({ opt_out_policy: text(/^opt(Out|In)$/) })] } }),
  TAG_POLICY: all({
    tags: {
      named: [/^(?!@@)/, all({
        tag_key: text(/^.{1,128}$/), tag_value: list(/^[^*]*\*?[^*]*$/), enforced_for: list(/^[a-z0-9-]+:[\w/-]+$/), report_required_tag_for: list(/^[a-z0-9-]+:[\w/-]+$/),
      }, ['tag_key'])],
    },
  }),
  BACKUP_POLICY: all({
    plans: {
      named: [/^[\w.-]{1,50}$/, all({
        regions: list(/^[a-z]{2}(-[a-z]+)+-\d$/),
        rules: {
          named: [/^[\w.-]{1,50}$/, all({
            schedule_expression: text(/^cron\(\S+( \S+){5}\)$/),
            target_backup_vault_name: text(/^[\w-]{2,50}$/),
            start_backup_window_minutes: text(/^([6-9]\d|\d{3,})$/),
            complete_backup_window_minutes: text(/^\d+$/),
            lifecycle: LIFECYCLE,
            copy_actions: { named: [ARN, all({ target_backup_vault_arn: text(ARN), lifecycle: LIFECYCLE }, ['target_backup_vault_arn'])] },
          }, ['schedule_expression', 'target_backup_vault_name'])],
        },
        selections: all({
          tags: { named: [/^[\w.-]{1,50}$/, all({ iam_role_arn: text(/^arn:aws(-cn|-us-gov)?:iam::\$account:role\/[\w+=,.@/-]+$/), tag_key: text(/^.{1,128}$/), tag_value: list(/^.{0,256}$/) })] },
        }),
      })],
    },
  }),
};

/** Where a document is not as its type has it; nothing where it is. */
export function violations(type: OrganizationPolicyType, document: unknown): string[] {
  return violationsAt(GRAMMARS[type]!, document as Tree, '');
}

function violationsAt(grammar: Grammar, tree: Tree, place: string): string[] {
  if (typeof tree !== 'object' || Array.isArray(tree)) {
    return [`${place} is no object`];
  }
  const setting = grammar.text ?? grammar.list;
  const missing = (setting ? ['@@assign'] : grammar.needs ?? []).filter((name) => tree[name] === undefined).map((name) => `${place} has no ${name}`);
  return [...missing, ...Object.entries(tree).flatMap(([name, inner]) => {
    const at = place === '' ? name : `${place}.${name}`;
    if (name === CONTROL) {
      const operators = inner as string[];
      return Array.isArray(operators) && operators.every((operator) => /^@@(all|none|assign|append|remove)$/.test(operator))
        && (!operators.includes('@@none') || operators.length === 1) ? [] : [`${at} is no list of operators`];
    }
    if (name === '@@assign' && setting) {
      const fits = (value: unknown) => typeof value === 'string' && setting.test(value);
      return (grammar.list ? Array.isArray(inner) && inner.length > 0 && inner.every(fits) : fits(inner)) ? [] : [`${at} cannot be ${JSON.stringify(inner)}`];
    }
    const known = grammar.places?.[name] ?? (grammar.named?.[0].test(name) ? grammar.named[1] : undefined);
    return known ? violationsAt(known, inner as Tree, at) : [`${at} is unknown`];
  })];
}

interface Place { value?: string | string[]; closed: boolean; readonly inner: Map<string, Place> }

/**
 * What holds at an account, given the policies from the root down to it. What a policy further up locks is not changed further down, and to a locked
 * place nothing is added; places in it have locks of their own.
 */
export function effective(...documents: unknown[]): unknown {
  const root: Place = { closed: false, inner: new Map() };
  documents.forEach((document) => {
    const locks: Place[] = [];
    lay(root, document as Tree, locks);
    locks.forEach((place) => { place.closed = true; });
  });
  return shown(root);
}

function lay(place: Place, tree: Tree, locks: Place[]): void {
  Object.entries(tree).forEach(([name, inner]) => {
    if (name === CONTROL) {
      locks.push(...(inner as string[]).includes('@@none') ? [place] : []);
    } else if (name === '@@assign') {
      place.value = place.closed ? place.value : inner as string | string[];
    } else if (place.inner.has(name) || !place.closed) {
      const next = place.inner.get(name) ?? { closed: false, inner: new Map() };
      place.inner.set(name, next);
      lay(next, inner as Tree, locks);
    }
  });
}

function shown(place: Place): unknown {
  return place.value ?? Object.fromEntries([...place.inner].map(([name, inner]) => [name, shown(inner)]));
}

/** The document of a control alone. */
export function documentOf(control: IOrganizationControl): Tree {
  return control._piece([]).content as Tree;
}

/** Every setting of a document, as the keys that lead to it. */
export function settingsOf(tree: Tree): string[][] {
  return Object.entries(tree).filter(([name]) => name !== CONTROL).flatMap(([name, inner]) =>
    name === '@@assign' ? [[]] : settingsOf(inner as Tree).map((path) => [name, ...path]));
}

/** A document that wants something else at one place. */
export function wanting(path: string[], value: string | string[]): Tree {
  return path.reduceRight<Tree>((tree, name) => ({ [name]: tree }), { '@@assign': value });
}

/** The policies made of controls of the root, by their type. */
export function policiesOf(...controls: IOrganizationControl[]): Record<string, Tree> {
  const template = synthesize((stack) => new OrganizationPolicies(stack, 'Policies', { targets: [PolicyTarget.root('r-a1b2', { controls })] }));
  const made = Object.values(template.findResources('AWS::Organizations::Policy')).map(({ Properties: { Type: type, Content: content } }) => [type, content] as const);
  expect(new Set(made.map(([type]) => type)).size).toBe(made.length);
  return Object.fromEntries(made);
}

/** Where two controls of the root contradict each other, which has to be refused with the ids of both; nothing where they agree. */
export function contradictionsOf(one: IOrganizationControl, other: IOrganizationControl): string[] {
  const { contradictions } = mergeContents([one._piece([]), other._piece([])]);
  expect(refusalsOf(one, other)).toEqual(contradictions.map(() =>
    expect.stringMatching(new RegExp(`^- targets\\[0\\].*: got "${[one.id, other.id].sort().join(' and ')}, which differ in .*; leave one of them out$`))));
  return contradictions.map(({ place }) => place);
}

/** What is wrong with controls of the root. */
export function refusalsOf(...controls: IOrganizationControl[]): string[] {
  return problemsOf((stack) => new OrganizationPolicies(stack, 'Policies', { targets: [PolicyTarget.root('r-a1b2', { controls })] }));
}
