/** Mistakes that functions could have: each is put into the text of a template, and must be found. A check that cannot fail proves nothing. */

const MISTAKES = [
  {
    what: 'a setting is not put back', template: 'Settings', from: 'return id[0] === \'{\' &&', to: 'return false &&',
    name: 'AccountPasswordPolicy', found: 'is as it was in the end',
  },
  {
    what: 'a setting is put back although it was so before', template: 'Settings', from: 'JSON.parse(id).before', to: 'null',
    name: 'AccountInspectorScanEc2', found: 'stays where it was so before',
  },
  {
    what: 'a setting that has gone keeps a stack from going', template: 'Settings', from: '.catch(unless(gone))', to: '',
    name: 'AccountMacieDiscovery', found: 'taken back after what has it has gone',
  },
  {
    what: 'a function may not do what it does', template: 'Settings', from: '"inspector2:Enable"', to: '"inspector2:List"',
    name: 'AccountInspectorScanEcr', found: 'permissions that functions ask for and have not',
  },
  {
    what: 'what is adopted is asked for when it goes', template: 'Adopted', from: 'if (event.RequestType === \'Delete\') return;', to: '',
    name: 'AdoptedDetector', found: 'calls nothing when it goes',
  },
  {
    what: 'nothing is added to what is adopted', template: 'Adopted', from: '!found.some(', to: 'found.some(',
    name: 'AdoptedHub', found: 'has what was missing, and keeps the rest',
  },
  {
    what: 'scans that are on are added again', template: 'Adopted', from: 'if (missing.length)', to: 'if (items.length)',
    name: 'AdoptedScans', found: 'changes nothing when repeated',
  },
  {
    what: 'none to adopt passes for one', template: 'Adopted', from: 'needed(id);', to: 'if (!id) return;',
    name: 'AdoptedMacieSession', found: 'is refused',
  },
  {
    what: 'a call does not say what it is for', template: 'Adopted', from: 'write.as ?', to: 'false ?',
    name: 'AdoptedConfigurationRecorder', found: 'is taken over',
  },
  {
    what: 'somebody\'s own list passes for one of AWS', template: 'Settings', from: '.filter((each) => each[owner])', to: '',
    name: 'AwsManagedId of route53resolver', found: 'is found',
  },
  {
    what: 'ports are closed to those who may use them', template: 'Remedies', from: 'and everybody and', to: 'and',
    name: 'scripts of remedies', found: 'leaves the rest',
  },
  {
    what: 'a switch that is on is turned on again', template: 'Administrator', from: 'if (await isOn()) continue;', to: 'await isOn();',
    name: 'inspector2:UpdateOrganizationConfiguration', found: 'changes nothing when repeated',
  },
  {
    what: 'switches are looked for on the first page', template: 'Management', from: '} while (NextToken);', to: '} while (false);',
    name: 'organizations:RegisterDelegatedAdministrator + cloudtrail:RegisterOrganizationDelegatedAdmin', found: 'has what was missing, and keeps the rest',
  },
  {
    what: 'what somebody turned on for an organization goes off', template: 'Administrator', from: '{ ...found, ...enable.input[onto] }', to: 'enable.input[onto]',
    name: 'inspector2:UpdateOrganizationConfiguration', found: 'has what was missing, and keeps the rest',
  },
  {
    what: 'a switch that somebody else turned on just then fails', template: 'Management', from: ', enable.already)', to: ')',
    name: 'organizations:RegisterDelegatedAdministrator + cloudtrail:RegisterOrganizationDelegatedAdmin', found: 'somebody was faster',
  },
  {
    what: 'every region is the one of the function', template: 'Management', from: '...region && { region }, ', to: '',
    name: 'guardduty:EnableOrganizationAdminAccount', found: 'has what was missing, and keeps the rest',
  },
  {
    what: 'an organization is looked through when the stack goes', template: 'Administrator', from: 'if (event.RequestType === \'Delete\') return;', to: '',
    name: 'macie2:CreateMember', found: 'goes',
  },
  {
    what: 'accounts on the first page are brought in alone', template: 'Administrator', from: '} while (next);', to: '} while (false);',
    name: 'macie2:CreateMember', found: 'made',
  },
  {
    what: 'one account that refuses keeps others from scans', template: 'Administrator', from: 'if (said || accountIds.length === 1) return;', to: 'return;',
    name: 'inspector2:AssociateMember + inspector2:Enable', found: 'is on for whoever can be reached',
  },
  {
    what: 'members are added again', template: 'Administrator', from: 'others.filter(({ Id }) => !known.has(Id))', to: 'others',
    name: 'macie2:CreateMember', found: 'those that are there are not added again',
  },
  {
    what: 'that no account can be reached passes', template: 'Administrator', from: 'throw new Error(\'No account', to: 'console.log(\'No account',
    name: 'inspector2:AssociateMember + inspector2:Enable', found: 'fails where no account can be reached',
  },
  {
    what: 'a function may not bring in accounts', template: 'Administrator', from: '"macie2:CreateMember"', to: '"macie2:GetMember"',
    name: 'macie2:CreateMember', found: 'permissions that functions ask for and have not',
  },
];

/** A template with a mistake in it. */
function planted(template, { what, from, to }) {
  const text = JSON.stringify(template);
  if (!text.includes(from)) {
    throw new Error(`there is nothing left to make the mistake in: ${what}`);
  }
  return JSON.parse(text.replaceAll(from, to));
}

module.exports = { MISTAKES, planted };
