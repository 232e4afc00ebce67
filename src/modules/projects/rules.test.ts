import { expect, test } from 'vitest';
import { partialDate } from '#core/partial-date.ts';
import { projectRefusals, stakeholderRefusals } from './rules.ts';

test('a project does not end before it starts, and its stakeholders are somebody', () => {
	expect(
		projectRefusals({ startedOn: partialDate('2023'), endedOn: partialDate('2022-12') })
	).toHaveLength(1);
	expect(
		projectRefusals({ startedOn: partialDate('2023'), endedOn: partialDate('2023-03') })
	).toEqual([]);
	expect(stakeholderRefusals({ organisationId: null, personId: null })).toHaveLength(1);
});
