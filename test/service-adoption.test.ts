import { ConfigurationRecorder } from '../lib/configuration/configuration-recorder';
import { ServiceAdoption } from '../lib/service-adoption';
import { problemsOf } from './support';

describe('ServiceAdoption', () => {
  it('is one of four choices', () => {
    expect([ServiceAdoption.create(), ServiceAdoption.adopt(), ServiceAdoption.adoptOrCreate(), ServiceAdoption.skip('the security account does')].map(({ name, reason }) => [name, reason]))
      .toEqual([['create', undefined], ['adopt', undefined], ['adoptOrCreate', undefined], ['skip', 'the security account does']]);
  });

  it.each([ServiceAdoption.create(), ServiceAdoption.adopt(), ServiceAdoption.skip('the security account does'), undefined])('takes %p', (adoption) => {
    expect(ServiceAdoption._check('adoption', adoption)).toEqual([]);
  });

  it.each(['', ' '])('does not leave a service alone without a reason: %p', (reason) => {
    expect(ServiceAdoption._check('adoption', ServiceAdoption.skip(reason))).toMatchObject([{ prop: 'adoption', got: reason, allowed: 'a reason' }]);
  });

  it.each(['adopt', true, {}])('refuses %p, which none of its factories made', (adoption) => {
    expect(ServiceAdoption._check('adoption', adoption)).toMatchObject([{ prop: 'adoption', allowed: expect.stringContaining('ServiceAdoption.create()') }]);
  });

  it('knows what may be somebody else\'s, and what is made where there is none', () => {
    const all = [ServiceAdoption.create(), ServiceAdoption.adopt(), ServiceAdoption.adoptOrCreate(), ServiceAdoption.skip('r')];
    expect(all.map(({ _adopts, _orCreates }) => [_adopts, _orCreates])).toEqual([[false, false], [true, false], [true, true], [false, false]]);
  });

  it('does not leave open whether there is one where nobody can find out', () => {
    expect(ServiceAdoption._check('adoption', ServiceAdoption.adoptOrCreate(), true)).toEqual([]);
    expect(ServiceAdoption._check('adoption', ServiceAdoption.adoptOrCreate())).toEqual([{
      prop: 'adoption', got: 'adoptOrCreate', allowed: 'ServiceAdoption.create(), .adopt() or .skip(reason)',
      fix: 'use adopt() where there is one, and create() in a stack for where there is none',
    }]);
    expect(problemsOf((stack) => new ConfigurationRecorder(stack, 'Recorder', { bucketName: 'archive', adoption: ServiceAdoption.adoptOrCreate() })))
      .toEqual([expect.stringMatching(/^- adoption: got "adoptOrCreate"; allowed is ServiceAdoption.create\(\), .adopt\(\) or .skip\(reason\); use adopt\(\) where there is one/)]);
  });
});
