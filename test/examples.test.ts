import { PROGRAMS, run, templates } from './gates/apps';

describe('examples', () => {
  test.each(Object.keys(PROGRAMS))('%s synthesizes what it did', (program) => {
    const all = Object.entries(templates(run(program))).map(([name, { template }]) => [name, template]);

    expect(Object.fromEntries(all)).toMatchSnapshot();
  });
});
