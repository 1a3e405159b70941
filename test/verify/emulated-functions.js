/**
 * Runs the functions of templates against an emulated account: every setting is made, made again, changed, has a call fail, and is taken back; every
 * service is taken over; every id is looked up; every switch of an organization is turned on, and its accounts are brought in. What became of the
 * account is looked at through the SDK, never through what the function says. Prints what it found as JSON.
 *
 *     node emulated-functions.js <moto_server> <folder of the SDK> <folder of the templates> [--plant]
 *
 * With `--plant`, functions make mistakes, one after the other.
 */
const fs = require('fs');
const path = require('path');
const { SETTINGS, lifecycle } = require('./account-settings');
const { ADOPTED, takenOver } = require('./adopted-services');
const { check, results } = require('./checks');
const { closedPorts } = require('./closed-ports');
const { defaultVpc } = require('./default-vpc');
const { EmulatedAccount } = require('./emulated-account');
const { functionsOf } = require('./known-functions');
const { LOOKUPS, lookedUp } = require('./managed-ids');
const { SWITCHES, turnedOn } = require('./organization-functions');
const { MEMBERS, broughtIn } = require('./organization-members');
const { MISTAKES, planted } = require('./planted-mistakes');

const [server, sdk, folder, plant] = process.argv.slice(2);
const TEMPLATES = Object.fromEntries(['Settings', 'ChangedSettings', 'Adopted', 'Made', 'Management', 'Administrator', 'Remedies']
  .map((name) => [name, JSON.parse(fs.readFileSync(path.join(folder, `${name}.template.json`), 'utf8'))]));

/** All turns that a function can take, by its name. */
function turnsOf(account, templates) {
  const { Settings: settings, ChangedSettings: changed, Adopted: adopted, Made: made, Remedies: remedies } = templates;
  const [ids, otherIds, adoptedIds, madeIds] = [settings, changed, adopted, made].map((each) => functionsOf(each));
  const settingTurns = ([name, { fresh, other }]) => [name, async () => {
    for (const from of [...fresh ? [] : ['from nothing'], ...other ? ['from something else'] : []]) {
      await lifecycle(account, templates, name, from);
    }
  }];
  return {
    ...Object.fromEntries(Object.entries(SETTINGS).map(settingTurns)),
    AccountDefaultVpcRemoval: () => defaultVpc(account, settings),
    ...Object.fromEntries(Object.keys(LOOKUPS).map((name) => [name, () => lookedUp(account, settings, ids.get(name), changed, otherIds.get(name), name)])),
    ...Object.fromEntries(Object.keys(ADOPTED).map((name) => [name, async () => {
      // What is put back but for one thing stands among the settings.
      const [template, id] = adoptedIds.has(name) ? [adopted, adoptedIds.get(name)] : [settings, ids.get(name)];
      await takenOver(account, template, id, name);
      if (madeIds.has(name)) {
        await takenOver(account, made, madeIds.get(name), name, true);
      }
    }])),
    ...Object.fromEntries(Object.keys(SWITCHES).map((name) => {
      const template = functionsOf(templates.Management).has(name) ? templates.Management : templates.Administrator;
      return [name, () => turnedOn(account, template, functionsOf(template).get(name), name)];
    })),
    ...Object.fromEntries(Object.keys(MEMBERS).map((name) => [name, () => broughtIn(account, templates.Administrator, functionsOf(templates.Administrator).get(name), name)])),
    'scripts of remedies': () => closedPorts(account, remedies, path.join(path.dirname(server), 'python')),
  };
}

/** Takes a function through its turns, and tells which operations stand-ins had a part in. */
async function cover(account, name, turns) {
  account.unknown.clear();
  account.documented.clear();
  account.denied.clear();
  await turns();
  check(`${name}: operations that neither the emulator nor a stand-in knows`, [...account.unknown], []);
  check(`${name}: permissions that functions ask for and have not`, [...account.denied].sort(), []);
  return [...account.documented].sort();
}

async function everything(account) {
  const turns = turnsOf(account, TEMPLATES);
  const shown = [TEMPLATES.Settings, TEMPLATES.Adopted, TEMPLATES.Management, TEMPLATES.Administrator].flatMap((each) => [...functionsOf(each).keys()]);
  check('functions that turns are known for', [...new Set([...shown, 'scripts of remedies'])].sort(), Object.keys(turns).sort());
  check('services that are made where there are none', [...functionsOf(TEMPLATES.Made).keys()].sort(), Object.keys(ADOPTED).filter((name) => 'made' in ADOPTED[name]).sort());
  const documented = {};
  for (const [name, work] of Object.entries(turns)) {
    documented[name] = await cover(account, name, work);
  }
  return { documented, ...results() };
}

async function mistakes(account) {
  const told = [];
  for (const mistake of MISTAKES) {
    const templates = { ...TEMPLATES, [mistake.template]: planted(TEMPLATES[mistake.template], mistake) };
    await cover(account, mistake.name, turnsOf(account, templates)[mistake.name]);
    told.push({ what: mistake.what, wanted: mistake.found, failures: results().failures });
  }
  return told;
}

async function main() {
  const account = await EmulatedAccount.start({ server, sdk, log: path.join(sdk, 'emulator.log') });
  try {
    process.stdout.write(JSON.stringify(await (plant === '--plant' ? mistakes : everything)(account)));
  } finally {
    account.stop();
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
