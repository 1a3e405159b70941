import { OrganizationRoot } from '../../lib';

describe('OrganizationRoot', () => {
  it('is there already, or has no id yet', () => {
    expect(OrganizationRoot.existing('r-a1b2').rootId).toBe('r-a1b2');
    expect(OrganizationRoot.create().rootId).toBeUndefined();
    expect(OrganizationRoot.create()._problems()).toEqual([]);
  });

  it.each(['r-a1b2', `r-${'0'.repeat(32)}`])('takes the id %s', (id) => {
    expect(OrganizationRoot.existing(id)._problems()).toEqual([]);
  });

  it.each(['', 'r-abc', `r-${'0'.repeat(33)}`, 'R-a1b2', 'ou-a1b2-12345678', '111122223333', 'r-a1b2 '])('refuses the id %j', (id) => {
    expect(OrganizationRoot.existing(id)._problems()).toEqual([{
      prop: 'organization', got: id, allowed: 'the id of a root: r- and 4 to 32 letters and digits', fix: 'run aws organizations list-roots',
    }]);
  });

  it('knows the id of the organization when it is told', () => {
    expect(OrganizationRoot.existing('r-a1b2', 'o-a1b2c3d4e5').organizationId).toBe('o-a1b2c3d4e5');
    expect(OrganizationRoot.existing('r-a1b2', 'o-a1b2c3d4e5')._problems()).toEqual([]);
    expect(OrganizationRoot.existing('r-a1b2', 'r-a1b2')._problems()).toEqual([{
      prop: 'organization', got: 'r-a1b2', allowed: 'the id of an organization: o- and 10 to 32 letters and digits', fix: 'run aws organizations describe-organization',
    }]);
  });
});
